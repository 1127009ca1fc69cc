"""Files that people and other programs put into a folder, read once nobody writes to them."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from os import stat_result
from pathlib import Path
from stat import S_ISREG

from config.clock import SystemClock
from models.domain.deadlines import HANOI
from models.domain.vietnamese.text import readable_text

QUIET = timedelta(seconds=10)
"""How long a file must have been left alone, by the machine's own clock even in a rehearsal."""


@dataclass(frozen=True)
class QuietFile:
    """A whole file; ``changed`` is when the file system last saw it written or renamed.

    That moment (the change time, not the time of the last edit that programs carry along) cannot
    be set from outside.
    """

    content: bytes
    changed: datetime


@dataclass(frozen=True)
class Oversized:
    """A whole file that is too large to be read; ``mark`` tells it from any other."""

    changed: datetime
    mark: str


def read_quiet(path: Path, most: int) -> QuietFile | Oversized | None:
    """The file at ``path``, of at most ``most`` bytes; None while it is written, locked, or gone.

    The size is looked at first: of a larger file nothing is read.
    """
    try:
        before = path.stat()
        if not S_ISREG(before.st_mode) or not _is_quiet(before):
            return None
        if before.st_size > most:
            return _oversized(path, before)
        content = _content(path, most)
        after = path.stat()
    except OSError:
        return None
    if _mark(before) != _mark(after):
        return None
    return QuietFile(content, datetime.fromtimestamp(after.st_ctime, HANOI))


def _content(path: Path, most: int) -> bytes:
    """The bytes of a file, one more at most: it may grow while it is read."""
    with path.open("rb") as file:
        return file.read(most + 1)


def _oversized(path: Path, status: stat_result) -> Oversized:
    mark = sha256(repr((os.fsencode(path), _mark(status))).encode()).hexdigest()
    return Oversized(datetime.fromtimestamp(status.st_ctime, HANOI), mark)


def file_name_of(path: Path) -> str:
    """The file's name for people."""
    return readable_text(path.name)


def _is_quiet(status: stat_result) -> bool:
    """Whether nobody has written for a while; a clock that runs ahead elsewhere does no harm."""
    written = min(status.st_mtime, status.st_ctime)
    return SystemClock().now().timestamp() - written >= QUIET.total_seconds()


def _mark(status: stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino
