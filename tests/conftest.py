"""Houses to live in: snapshots of a small campaign's year, for every test that names one."""

import gc
from pathlib import Path

import pytest

from config.locks import stay_on_this_machine

MODELS = Path(__file__).parent / "models"


def pytest_configure(config: pytest.Config) -> None:
    """Register houses and a mail server, unless only models are tested: Prefect takes long.

    Nothing that is tested may reach another machine.
    """
    gc.disable()
    stay_on_this_machine()
    asked = (Path(argument.split("::")[0]).resolve() for argument in config.args)
    if not all(path.is_relative_to(MODELS) for path in asked):
        config.pluginmanager.import_plugin("tests.support.house")
        config.pluginmanager.import_plugin("tests.support.dovecot")
        config.pluginmanager.import_plugin("tests.support.exim")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that wait for servers: then no worker is left alone with one."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Collect garbage from here on, seldom, and only what the tests make.

    Half a gigabyte of modules and collected tests stays for good; looking through it time and again
    would take a tenth of the run.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 20)


def pytest_unconfigure() -> None:
    """Let the interpreter take down what was kept out of sight."""
    gc.unfreeze()
