"""Files out of a zip that came from outside: few, small, and never written to a disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from stat import S_ISLNK
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as InflateError  # noqa: N812 - the library's own name is a common noun

from models.domain.evidence.codes import folder_code
from models.domain.evidence.file import EvidenceKind, LeftOut, LeftOutReason
from models.domain.evidence.kinds import kind_by_name
from tasks.evidence.entry_names import display_name, is_noise, is_odd, path_of
from tasks.evidence.magic import kind_by_content
from tasks.evidence.zips import has_small_directory

MOST_FILES = 50
MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 100
_SMALL = 1024 * 1024
_ENCRYPTED_FLAG = 0x1
_PACKED = frozenset({EvidenceKind.ZIP, EvidenceKind.ARCHIVE})
_BROKEN = (
    *(BadZipFile, InflateError, OSError, EOFError, RuntimeError, ArithmeticError),
    *(ValueError, LookupError, TypeError, AttributeError),
)


@dataclass(frozen=True)
class UnpackedFile:
    """A file of a zip; ``folder`` is the code of the criterion whose folder it lay in, or ""."""

    name: str
    folder: str
    content: bytes


@dataclass(frozen=True)
class Unpacked:
    """What came out of a zip, in its order, and what stayed; neither when it does not open."""

    files: tuple[UnpackedFile, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    readable: bool = True


def unpack_zip(content: bytes) -> Unpacked:
    """The files of a zip within the limits; whatever is in it, nothing is raised."""
    if not has_small_directory(content):
        return Unpacked(readable=False)
    try:
        with ZipFile(BytesIO(content)) as archive:
            taken = tuple(_take(archive))
    except _BROKEN:
        return Unpacked(readable=False)
    files = tuple(each for each in taken if isinstance(each, UnpackedFile))
    return Unpacked(files, tuple(each for each in taken if isinstance(each, LeftOut)))


def _take(archive: ZipFile) -> Iterator[UnpackedFile | LeftOut]:
    files, room = 0, MOST_UNPACKED
    for entry in archive.infolist():
        path = path_of(entry)
        if path.endswith("/") or is_noise(path):
            continue
        reason = _refused(entry, path, room) if files < MOST_FILES else LeftOutReason.TOO_MANY
        result = _read(archive, entry, path, room) if reason is None else _left(path, reason)
        if isinstance(result, UnpackedFile):
            files, room = files + 1, room - len(result.content)
        yield result


def _refused(entry: ZipInfo, path: str, room: int) -> LeftOutReason | None:
    """Why an entry is not even read."""
    if is_odd(path) or S_ISLNK(entry.external_attr >> 16):
        return LeftOutReason.ODD_PATH
    if entry.flag_bits & _ENCRYPTED_FLAG:
        return LeftOutReason.ENCRYPTED
    if entry.file_size > min(room, max(_SMALL, MOST_RATIO * entry.compress_size)):
        return LeftOutReason.TOO_LARGE
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return LeftOutReason.DAMAGED
    return LeftOutReason.NESTED if kind_by_name(path) in _PACKED else None


def _read(archive: ZipFile, entry: ZipInfo, path: str, room: int) -> UnpackedFile | LeftOut:
    """The file; its directory may lie about the size, so no more than there is room is read."""
    try:
        with archive.open(entry) as packed:
            content = packed.read(room + 1)
    except _BROKEN:
        return _left(path, LeftOutReason.DAMAGED)
    if len(content) > room:
        return _left(path, LeftOutReason.TOO_LARGE)
    if kind_by_content(content, path) in _PACKED:
        return _left(path, LeftOutReason.NESTED)
    *folders, _ = path.split("/")
    return UnpackedFile(display_name(path), folder_code(folders), content)


def _left(path: str, reason: LeftOutReason) -> LeftOut:
    return LeftOut(name=display_name(path), reason=reason)
