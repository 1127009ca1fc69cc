"""Files that people and other programs put into a folder, read once nobody writes to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from os import stat_result
from pathlib import Path

from config.clock import SystemClock
from models.domain.deadlines import HANOI

QUIET = timedelta(seconds=10)
"""How long a file must have been left alone, by the machine's own clock even in a rehearsal."""


@dataclass(frozen=True)
class Settled:
    """A whole file; ``changed`` is when the file system last saw it written or renamed.

    That moment (the change time, not the time of the last edit that programs carry along) cannot
    be set from outside.
    """

    content: bytes
    changed: datetime


def read_settled(path: Path) -> Settled | None:
    """The file at ``path``; None while it is being written, held locked, or gone."""
    try:
        before = path.stat()
        if not _is_quiet(before):
            return None
        content = path.read_bytes()
        after = path.stat()
    except OSError:
        return None
    if _mark(before) != _mark(after):
        return None
    return Settled(content, datetime.fromtimestamp(after.st_ctime, HANOI))


def _is_quiet(status: stat_result) -> bool:
    """Whether nobody has written for a while; a clock that runs ahead elsewhere does no harm."""
    written = min(status.st_mtime, status.st_ctime)
    return SystemClock().now().timestamp() - written >= QUIET.total_seconds()


def _mark(status: stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino
