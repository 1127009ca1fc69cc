"""Put judged files aside, and never one that was not judged.

A file is renamed first and compared then: whatever somebody puts in its place at that moment stays
in the drop folder, and content that is not what was judged goes back there.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from os import removedirs
from pathlib import Path

from config.workspace import open_workspace
from models.domain.arrival import Arrival
from tasks.step import step

DONE = ".da-nhan"
MOVING = ".dang-chuyen"
"""Files on their way, below the hash of what was judged: a tick that dies leaves them here."""


@step("Chuyển tệp đã xử lý")
def clear_arrivals(campaign: str, arrivals: tuple[Arrival, ...]) -> None:
    """Move judged files out of the drop folder; they stay in the database and in ``.da-nhan``.

    A file that was written anew since it was taken in stays, to be judged as it is now.
    """
    folder = open_workspace(campaign).settings.drop_folder(campaign)
    for arrival in arrivals:
        held = folder / MOVING / arrival.file / arrival.path
        held.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            (folder / arrival.path).replace(held)
        _settle(folder, held)


def finish_moving(folder: Path) -> None:
    """Bring to an end what a tick that died had begun to move."""
    for held in sorted((folder / MOVING).glob("*/**/*")):
        if held.is_file():
            _settle(folder, held)


def _settle(folder: Path, held: Path) -> None:
    """Put a held file aside if it is what was judged, and back into the drop folder if not."""
    judged, *place = held.relative_to(folder / MOVING).parts
    with suppress(FileNotFoundError):
        if sha256(held.read_bytes()).hexdigest() == judged:
            target = folder / DONE / f"{judged[:12]}-{held.name}"
        else:
            target = _free(folder.joinpath(*place), judged)
        target.parent.mkdir(parents=True, exist_ok=True)
        held.replace(target)
    with suppress(OSError):
        removedirs(held.parent)


def _free(path: Path, judged: str) -> Path:
    """``path``, or a name beside it when another file has come there meanwhile."""
    return path.with_name(f"{judged[:6]}-{path.name}") if path.exists() else path
