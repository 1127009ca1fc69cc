"""Put judged files aside, and never one that was not judged.

Files are renamed first and compared then: whatever somebody puts in their place at that moment
stays in the drop folder, and content that is not what was judged goes back there.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote_from_bytes, unquote_to_bytes

from pydantic import TypeAdapter

from config.workspace import open_workspace
from models.domain.delivery import Door
from models.domain.values import Sha256, Value
from tasks.prefect_steps.step import step

PROCESSED_FOLDER = ".da-nhan"
MOVING_FOLDER = ".dang-chuyen"
"""Files on their way, in a folder for each tick with a list beside it; one that dies leaves both.

The folder is made before the list and removed before it, and the list is whole before a file
moves. So whatever lies in a folder is in its list, also when two ticks clear at once.
"""
LONGEST_FILE_NAME = 255
"""Bytes in a file name, on the usual file systems."""
_LIST: TypeAdapter[list[tuple[Sha256, str]]] = TypeAdapter(list[tuple[Sha256, str]])
"""The hash that was judged and the quoted place of each file, in the order of their numbers."""


class DroppedFile(Value):
    """A file in the drop folder and the delivery that it was taken in as.

    ``path`` (below the folder) is as the file system spells it, which need not be text; ``file`` is
    what was in it then; ``reference`` is that of its delivery.
    """

    path: bytes
    file: Sha256
    reference: str


@step("Chuyển tệp đã xử lý")
def clear_judged(campaign: str, files: tuple[DroppedFile, ...]) -> None:
    """Move judged files out of the drop folder; they stay in the database and in ``.da-nhan``.

    A file that was written anew since it was taken in stays, to be judged as it is now, and so
    does one that can not be moved: taking it in again changes nothing.
    """
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        judged = uow.deliveries.settled_among(Door.DROP, (dropped.reference for dropped in files))
    if moving := [dropped for dropped in files if dropped.reference in judged]:
        with suppress(OSError):
            _move_out(workspace.settings.drop_folder(campaign), moving)


def _move_out(folder: Path, moving: Sequence[DroppedFile]) -> None:
    (folder / MOVING_FOLDER).mkdir(exist_ok=True)
    holder = Path(mkdtemp(dir=folder / MOVING_FOLDER))
    _write_list(holder, moving)
    for number, dropped in enumerate(moving):
        with suppress(OSError):
            (folder / os.fsdecode(dropped.path)).replace(holder / str(number))
    _finish(folder, holder)


def make_room(folder: Path) -> None:
    """Let a file that bears the name of one of our own folders be one like any other."""
    for own in (folder / PROCESSED_FOLDER, folder / MOVING_FOLDER):
        if os.path.lexists(own) and not own.is_dir():
            own.rename(_free(own.with_name(own.name.lstrip(".")), "tep"))


def finish_moving(folder: Path) -> None:
    """Bring to an end what a tick that died had begun to move."""
    for path in sorted((folder / MOVING_FOLDER).glob("*")):
        with suppress(OSError, ValueError):  # A stranger's name may be none without its suffix.
            _finish(folder, path.with_suffix(""))


def _finish(folder: Path, holder: Path) -> None:
    """Put the files of ``holder`` where they belong; one that can not be moved stays."""
    (folder / PROCESSED_FOLDER).mkdir(exist_ok=True)
    for number, (judged, place) in enumerate(_listed(holder)):
        with suppress(OSError):
            _put_aside(folder, holder / str(number), judged, place)
    with suppress(FileNotFoundError):
        holder.rmdir()
    _list_of(holder).unlink(missing_ok=True)
    with suppress(OSError):
        holder.parent.rmdir()


def _put_aside(folder: Path, moved: Path, judged: str, place: Path) -> None:
    """Put a moved file aside if it is the file that was judged, and back to its place if not."""
    if _digest(moved, folder / place) == judged:
        target = _prefixed(judged[:12], folder / PROCESSED_FOLDER / place.name)
    else:
        target = _free(folder / place, judged[:6])
        target.parent.mkdir(parents=True, exist_ok=True)
    moved.replace(target)


def _list_of(holder: Path) -> Path:
    return holder.with_suffix(".json")


def _write_list(holder: Path, moving: Sequence[DroppedFile]) -> None:
    with _list_of(holder).open("wb") as file:
        file.write(_LIST.dump_json([(one.file, quote_from_bytes(one.path)) for one in moving]))
        file.flush()
        os.fsync(file.fileno())


def _listed(holder: Path) -> list[tuple[str, Path]]:
    """What a tick has noted; nothing when it died before, or when the list is not of our making."""
    with suppress(OSError, ValueError):
        listed = _LIST.validate_json(_list_of(holder).read_bytes())
        return [(judged, _place(quoted)) for judged, quoted in listed]
    return []


def _place(quoted: str) -> Path:
    """A place below the drop folder; ValueError for any other, which only a stranger would note."""
    place = Path(os.fsdecode(unquote_to_bytes(quoted)))
    leads_out = place.is_absolute() or ".." in place.parts
    if leads_out or not place.name or "\0" in str(place):
        raise ValueError(f"no place below the drop folder: {quoted}")
    return place


def _digest(moved: Path, place: Path) -> str:
    """The hash of a moved file, or of what a link led to from ``place``; empty for no file."""
    path = place.parent / moved.readlink() if moved.is_symlink() else moved
    if os.path.lexists(moved) and not path.is_file():
        return ""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _free(path: Path, prefix: str) -> Path:
    """``path``, or a name beside it when another file has come there meanwhile."""
    return _prefixed(prefix, path) if os.path.lexists(path) else path


def _prefixed(prefix: str, path: Path) -> Path:
    """``path`` with a prefix to its name, which loses what it has too much in front."""
    room = LONGEST_FILE_NAME - len(prefix) - 1
    return path.with_name(f"{prefix}-{os.fsencode(path.name)[-room:].decode(errors='ignore')}")
