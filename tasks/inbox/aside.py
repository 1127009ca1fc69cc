"""Put judged files aside, and never one that was not judged.

A file is renamed first and compared then: whatever somebody puts in its place at that moment stays
in the drop folder, and content that is not what was judged goes back there.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path

from config.workspace import open_workspace
from models.domain.delivery import Door
from tasks.inbox.lying import Lying
from tasks.step import step

DONE = ".da-nhan"
MOVING = ".dang-chuyen"
"""Files on their way, below the hash of what was judged: a tick that dies leaves them here."""


LONGEST = 255
"""Bytes in a file name, on the usual file systems."""


@step("Chuyển tệp đã xử lý")
def clear_judged(campaign: str, files: tuple[Lying, ...]) -> None:
    """Move judged files out of the drop folder; they stay in the database and in ``.da-nhan``.

    A file that was written anew since it was taken in stays, to be judged as it is now, and so
    does one that can not be moved: taking it in again changes nothing.
    """
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        judged = uow.deliveries.settled_among(Door.DROP, (lying.reference for lying in files))
    folder = workspace.settings.drop_folder(campaign)
    for lying in files:
        if lying.reference in judged:
            with suppress(OSError):
                _clear(folder, lying)


def _clear(folder: Path, lying: Lying) -> None:
    place = os.fsdecode(lying.path)
    held = folder / MOVING / lying.file / place
    held.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        (folder / place).replace(held)
    _settle(folder, held, lying.file, place)


def make_room(folder: Path) -> None:
    """Let a file that bears the name of one of our own folders be one like any other."""
    for own in (folder / DONE, folder / MOVING):
        if os.path.lexists(own) and not own.is_dir():
            own.rename(_free(own.with_name(own.name.lstrip(".")), "tep"))


def finish_moving(folder: Path) -> None:
    """Bring to an end what a tick that died had begun to move."""
    for held in sorted((folder / MOVING).glob("*/**/*")):
        with suppress(OSError):
            if held.is_file():
                judged, *place = held.relative_to(folder / MOVING).parts
                _settle(folder, held, judged, str(Path(*place)))


def _settle(folder: Path, held: Path, judged: str, place: str) -> None:
    """Put a held file aside if it is what was judged, and back to its place if not."""
    with suppress(FileNotFoundError):
        if _digest(held) == judged:
            target = _prefixed(judged[:12], folder / DONE / held.name)
        else:
            target = _free(folder / place, judged[:6])
        target.parent.mkdir(parents=True, exist_ok=True)
        held.replace(target)
    with suppress(OSError):
        os.removedirs(held.parent)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _free(path: Path, prefix: str) -> Path:
    """``path``, or a name beside it when another file has come there meanwhile."""
    return _prefixed(prefix, path) if os.path.lexists(path) else path


def _prefixed(prefix: str, path: Path) -> Path:
    """``path`` with a prefix to its name, which loses what it has too much in front."""
    room = LONGEST - len(prefix) - 1
    return path.with_name(f"{prefix}-{os.fsencode(path.name)[-room:].decode(errors='ignore')}")
