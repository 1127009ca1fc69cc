"""The command in this process, as the shell starts it."""

import sys

import pytest

from config.workspace import forget_databases
from deployments.cli import main


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """Nothing of the machine's own installation."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCHC_HOME", str(tmp_path / "var"))
    yield
    forget_databases()


@pytest.fixture
def cchc(alone, capsys, monkeypatch):
    """Runs a command; its exit status, and all that it said, on one line."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["cchc", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, " ".join("".join(capsys.readouterr()).split())

    return run
