"""What is being uploaded, in private files under the home folder until all of it is there."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Literal

from filelock import FileLock

from config.clock import SystemClock
from deployments.portal import messages
from models.domain.vietnamese.text import readable_text
from tasks.files.limits import MAX_BYTES

MOST_FILES = 20
UPLOAD_BYTES = 60 * 1024 * 1024
DONE = "xong"
OPEN_UPLOADS = 5
"""Unfinished uploads of one link; a new one takes the place of the oldest."""
FORGOTTEN = timedelta(days=1)
"""When what nobody has gone on with is removed."""


@dataclass(frozen=True)
class Part:
    """One file of an upload: the name people know it by, its size, and how much of it is there."""

    name: str
    size: int
    path: Path

    @property
    def have(self) -> int:
        """The bytes that are there."""
        with suppress(FileNotFoundError):
            return self.path.stat().st_size
        return 0


def check_size(name: str, size: int) -> None:
    """PortalRefused when a file of this size is empty or too large."""
    if size > MAX_BYTES:
        raise messages.file_too_large(name, MAX_BYTES)
    if size <= 0:
        raise messages.empty_file(name)


class Upload:
    """The parts of one upload in its folder, readable by the owner of the process only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def parts(self) -> dict[int, Part]:
        """The parts that were begun, by number."""
        found = {}
        for file in sorted(self.folder.glob("*.json")):
            said = json.loads(file.read_text(encoding="utf-8"))
            found[int(file.stem)] = Part(said["name"], said["size"], file.with_suffix(".part"))
        return found

    def add(self, number: int, name: str, size: int, offset: int, piece: bytes) -> int:
        """Add a piece of a file at ``offset``; how much of the file is there now.

        A piece that does not begin where the file ends changes nothing. At 0 a file of another
        name or size begins anew. PortalRefused when the file or the upload is too large.
        """
        check_size(name, size)
        with self._alone():
            parts = self.parts()
            part = Part(name, size, self.folder / f"{number:02d}.part")
            others = sum(each.size for other, each in parts.items() if other != number)
            if others + size > UPLOAD_BYTES:
                raise messages.too_much(UPLOAD_BYTES)
            if parts.get(number) != part and offset == 0:
                self._begin(part)
            elif parts.get(number) != part:
                return 0
            if part.have == offset and offset + len(piece) <= size:
                with private(part.path, "ab") as file:
                    file.write(piece)
            return part.have

    def whole(self, count: int) -> list[Part]:
        """The first ``count`` parts; PortalRefused unless each is there to its last byte."""
        parts = self.parts()
        if not 0 < count <= MOST_FILES or any(
            number not in parts or parts[number].have != parts[number].size
            for number in range(count)
        ):
            raise messages.broken_off()
        return [parts[number] for number in range(count)]

    def close(self, act: str) -> None:
        """Keep nothing of it but the name of the act that it became."""
        with private(self.folder / DONE, "wb") as file:
            file.write(act.encode())
        for part in self.parts().values():
            part.path.with_suffix(".json").unlink(missing_ok=True)
            part.path.unlink(missing_ok=True)

    @property
    def act(self) -> str:
        """The name of the act that it became; empty while it is none."""
        with suppress(FileNotFoundError):
            return (self.folder / DONE).read_text()
        return ""

    def remove(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _begin(self, part: Part) -> None:
        part.path.unlink(missing_ok=True)
        said = json.dumps({"name": part.name, "size": part.size}, ensure_ascii=False)
        new = part.path.with_suffix(".new")
        with private(new, "wb") as file:
            file.write(said.encode())
        new.replace(part.path.with_suffix(".json"))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One request at a time: a browser that tries again may find its first try still at it."""
        make_folder(self.folder)
        with FileLock(self.folder / ".lock", mode=0o600):
            yield


def make_folder(folder: Path) -> None:
    """Make a folder that only the owner of the process may enter, in place of the oldest of many.

    Beside it lie other unfinished uploads of the same link.
    """
    if folder.is_dir():
        return
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    old = sorted(folder.parent.iterdir(), key=_changed)
    for path in old[: max(0, len(old) - OPEN_UPLOADS + 1)]:
        shutil.rmtree(path, ignore_errors=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def _changed(path: Path) -> int:
    """When a folder was last written to; another request may just have removed it."""
    with suppress(FileNotFoundError):
        return path.stat().st_mtime_ns
    return 0


def sweep(folder: Path) -> None:
    """Remove what nobody has gone on with for a day, and what a killed process has left."""
    before = (SystemClock().now() - FORGOTTEN).timestamp()
    for path in sorted(folder.glob("*/*")):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                shutil.rmtree(path, ignore_errors=True)
    for path in sorted(folder.glob("*")):
        with suppress(OSError):
            path.rmdir()


def private(path: Path, mode: Literal["ab", "wb"]) -> IO[bytes]:
    """Open a file for writing that only the owner of the process may read."""
    path.touch(0o600)
    return path.open(mode)


LONGEST_SHOWN_NAME = 120


def shown_name(name: str) -> str:
    """A file's name as text for people: no folders, no control or direction marks, not endless."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    return readable_text(last)[-LONGEST_SHOWN_NAME:] or "khong-ten"


def shown_text(text: str) -> str:
    """Lines of text without control and direction marks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(readable_text, lines)).strip()
