"""Houses to live in: snapshots of a small campaign's year, for every test that names one."""

from pathlib import Path

import pytest

MODELS = Path(__file__).parent / "models"


def pytest_configure(config: pytest.Config) -> None:
    """Register houses and a mail server, unless only models are tested: Prefect takes long."""
    asked = (Path(argument.split("::")[0]).resolve() for argument in config.args)
    if not all(path.is_relative_to(MODELS) for path in asked):
        config.pluginmanager.import_plugin("tests.support.house")
        config.pluginmanager.import_plugin("tests.support.dovecot")
