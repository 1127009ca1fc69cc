"""Start processes, wait until they are ready, and stop exactly what was started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deployments.system.process_guard import STOP_SECONDS
from models.domain.errors import CchcError

START_SECONDS = 90


class ProcessFailed(CchcError):
    """A process that cchc needs did not come up or ended early."""

    code = "TIEN-TRINH"


@contextmanager
def running(
    command: list[str],
    environment: dict[str, str],
    log: Path,
    stop_seconds: float = STOP_SECONDS,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``command`` in a process group of its own and end the whole group with the block.

    The group ends as well when this process is killed and no block can end any more. It is
    interrupted first; what is there after ``stop_seconds`` is killed.
    """
    _let_interrupts_through()
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    with _guard(process.pid, environment, stop_seconds):
        try:
            yield process
        finally:
            _stop_group(process, stop_seconds)


@contextmanager
def _guard(group: int, environment: dict[str, str], stop_seconds: float) -> Iterator[None]:
    """A process beside that ends ``group`` if this one does not live to do it."""
    command = [
        sys.executable,
        "-m",
        "deployments.system.process_guard",
        str(group),
        str(stop_seconds),
    ]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, start_new_session=True
    ) as guard:
        try:
            yield
        finally:
            guard.kill()


def _let_interrupts_through() -> None:
    """See that an interrupt reaches the processes to be started.

    A shell that starts a command in the background has interrupts ignored, by its children too.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _stop_group(process: subprocess.Popen[bytes], stop_seconds: float) -> None:
    for sign in (signal.SIGINT, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(stop_seconds)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def wait_for(process: subprocess.Popen[bytes], log: Path, ready: Callable[[], bool]) -> None:
    """Wait until ``ready()``; ProcessFailed when the process ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise ProcessFailed(f"Không khởi động được tiến trình; xem nhật ký tại {log}.")
        time.sleep(0.1)  # noqa: TID251 - a process of ours, not the campaign's time


PORTAL_PORT = 4280


def portal_command(campaign_id: str, host: str, port: int) -> list[str]:
    """What serves the upload page of a campaign on ``host``:``port``."""
    command = [sys.executable, "-m", "deployments.portal", campaign_id]
    return [*command, "--host", host, "--port", str(port)]
