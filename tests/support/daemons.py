"""Mail servers of Debian as processes of a test, each in a folder of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic

SECONDS = 30
"""How long a server may take to start or to stop."""


@contextmanager
def folder_of(name: str) -> Iterator[Path]:
    """A folder for a server, gone when it ends.

    Not under ``tmp_path``: a server drops the rights of root, and may not look into what is root's.
    """
    with TemporaryDirectory(prefix=f"cchc-{name}-") as made:
        yield Path(made)


@contextmanager
def running(command: Sequence[str], folder: Path, answers: Callable[[], bool]) -> Iterator[None]:
    """Run a server until the block ends, from when it answers; what it prints is in ``out``."""
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        _wait_for(process, folder, answers)
        yield
    finally:
        process.terminate()
        process.wait(SECONDS)


def _wait_for(process: subprocess.Popen[bytes], folder: Path, answers: Callable[[], bool]) -> None:
    deadline = monotonic() + SECONDS
    while True:
        with suppress(OSError):
            if answers():
                return
        said = (folder / "out").read_text(errors="replace")
        assert process.poll() is None, said
        assert monotonic() < deadline, said
        Event().wait(0.05)
