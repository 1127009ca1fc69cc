"""Houses to live in, for every test that names one; the order of tests; how much is tried."""

import gc
from pathlib import Path

import pytest
from hypothesis import settings

from config.locks import stay_on_this_machine
from tests.support.durations import Durations
from tests.support.profile import examples

MODELS = Path(__file__).parent / "models"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say what may be asked for."""
    parser.addoption("--quick", action="store_true", help="only tests that take no time")
    parser.addoption("--record-durations", action="store_true", help="write tests/durations.json")


def pytest_configure(config: pytest.Config) -> None:
    """Register houses and a mail server, unless only models are tested: Prefect takes long.

    Nothing that is tested may reach another machine.
    """
    gc.disable()
    stay_on_this_machine()
    settings.register_profile("cchc", max_examples=examples(100))
    settings.load_profile("cchc")
    quick, record = config.getoption("--quick"), config.getoption("--record-durations")
    config.pluginmanager.register(Durations(quick, record))
    asked = (Path(argument.split("::")[0]).resolve() for argument in config.args)
    if not all(path.is_relative_to(MODELS) for path in asked):
        config.pluginmanager.import_plugin("tests.support.house")
        config.pluginmanager.import_plugin("tests.support.dovecot")
        config.pluginmanager.import_plugin("tests.support.exim")


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
