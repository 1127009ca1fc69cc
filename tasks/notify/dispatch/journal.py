"""What a dispatcher has begun to hand over and what came of it, on the disk of its own machine.

The outbox says that a whole window is being sent. When the dispatcher is killed, its journal tells
what of the window had gone out, so that only what was on the wire at that instant is in doubt. It
is written without waiting for the disk: what the kernel has outlives the process, and a machine
that was started anew does not believe a journal from before. While its dispatcher lives, the system
holds a lock beside the journal, so that nobody takes a slow one for a dead one.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from models.domain.messages.outcomes import Receipt
from tasks.notify.channels.port import PreparedMessage
from tasks.notify.dispatch.outbox import Key

_BOOT = Path("/proc/sys/kernel/random/boot_id")

Left = Mapping[Key, Receipt | None]
"""What a dead dispatcher left: of what it began, the receipts, None where there was none yet."""


class Journal:
    """The journal of the dispatcher that works under the name ``claim``; safe for its threads."""

    def __init__(self, folder: Path, claim: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = _path(folder, claim)
        self._lock = _lock_of(self._path)
        self._lock.acquire()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._file = os.open(self._path, flags, 0o600)
        self._write([_boot()])

    def begin(self, prepared: PreparedMessage) -> None:
        """Say that a message is about to be handed over."""
        self._write([prepared.key, prepared.number])

    def end(self, prepared: PreparedMessage, receipt: Receipt) -> None:
        """Say what came of it."""
        self._write([prepared.key, prepared.number, receipt.model_dump(mode="json")])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Forget it all, for the outbox knows; after an error it may not, and the next run asks."""
        os.close(self._file)
        if kind is None:
            self._path.unlink(missing_ok=True)
        self._lock.release()
        if kind is None:
            _lock_path(self._path).unlink(missing_ok=True)

    def _write(self, entry: list[object]) -> None:
        os.write(self._file, json.dumps(entry).encode() + b"\n")


def left_by(folder: Path, claim: str) -> Left | None:
    """What the dead dispatcher ``claim`` left here; None when nobody can tell.

    It still lives, it worked on another machine, or this one was started anew since.
    """
    path = _path(folder, claim)
    if _is_locked(path):
        return None
    with suppress(FileNotFoundError):
        return _entries(path.read_bytes().splitlines(keepends=True))
    return None


def living(folder: Path) -> frozenset[str]:
    """The dispatchers at work on this machine, by the names under which they work."""
    return frozenset(path.stem for path in folder.glob("*.jsonl") if _is_locked(path))


def _is_locked(path: Path) -> bool:
    """Whether somebody holds the lock of a journal; without a journal nobody does."""
    if not path.exists():
        return False
    try:
        with _lock_of(path).acquire(blocking=False):
            return False
    except Timeout:
        return True


def forget(folder: Path, claim: str) -> None:
    """Remove the journal of a dead dispatcher, once the outbox knows what was in it."""
    path = _path(folder, claim)
    path.unlink(missing_ok=True)
    _lock_path(path).unlink(missing_ok=True)


def _entries(lines: list[bytes]) -> Left | None:
    whole = [json.loads(line) for line in lines if line.endswith(b"\n")]
    if not whole or whole[0] != [_boot()]:
        return None
    left: dict[Key, Receipt | None] = {}
    for key, number, *receipt in whole[1:]:
        left[key, number] = Receipt.model_validate(receipt[0]) if receipt else None
    return left


def _boot() -> str:
    """The name of this start of the machine; empty where the system has none."""
    return _BOOT.read_text().strip() if _BOOT.exists() else ""


def _lock_of(path: Path) -> FileLock:
    """The lock beside a journal: on Windows nobody may read a file that is locked itself."""
    return FileLock(_lock_path(path), thread_local=False)


def _lock_path(path: Path) -> Path:
    return path.with_suffix(".lock")


def _path(folder: Path, claim: str) -> Path:
    return folder / f"{claim}.jsonl"
