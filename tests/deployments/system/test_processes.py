"""What is started is ended by an interrupt, wherever the starter was started from."""

import os
import signal
import sys

import pytest

from deployments.system.processes import running

WAITS = [sys.executable, "-c", "print('up', flush=True); import time; time.sleep(60)"]


@pytest.fixture
def _in_the_background():
    """As a shell without job control starts a command with ``&``."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_in_the_background")
def test_in_the_background_an_interrupt_still_ends_what_was_started(tmp_path):
    log = tmp_path / "log"
    with running(WAITS, dict(os.environ), log) as process:
        while not log.read_text():
            assert process.poll() is None

    assert process.returncode in (-signal.SIGINT, 1)
    assert "KeyboardInterrupt" in log.read_text()
