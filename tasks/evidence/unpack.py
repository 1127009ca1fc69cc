"""Files out of a zip that came from outside: few, small, never written to a disk, well named."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from stat import S_ISLNK
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import crc32
from zlib import error as InflateError  # noqa: N812 - the library's own name is a common noun

from models.domain.evidence.file import EvidenceKind, LeftOut, LeftOutReason, kind_by_name
from models.domain.evidence.matching import folder_code
from models.domain.vietnamese.text import readable_text
from tasks.evidence.magic import has_small_directory, kind_by_content

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_LONGEST = 150
_DRIVE = re.compile(r"[a-zA-Z]:")
_NOISE = re.compile(r"__MACOSX/|(?:.*/)?(?:\._|~\$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.I)


MOST_UNPACKED_FILES = 50
MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 100
_SMALL = 1024 * 1024
_ENCRYPTED_FLAG = 0x1
_PACKED = frozenset({EvidenceKind.ZIP, EvidenceKind.ARCHIVE})
_BROKEN = (
    *(BadZipFile, InflateError, OSError, EOFError, RuntimeError, ArithmeticError),
    *(ValueError, LookupError, TypeError, AttributeError),
)


def path_of(entry: ZipInfo) -> str:
    """The path of an entry with "/" between its parts.

    Programs write it in UTF-8, said or unsaid, or in what the sender's Windows uses: code page
    1258 in Vietnam. Where nothing else fits it is read as the format has it, in code page 437.
    """
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_FLAG:
        raw = name.encode("cp437", errors="replace")
        name = _unicode_path(entry.extra, raw) or _decoded(raw)
    return name.partition("\0")[0].replace("\\", "/")


def is_noise(path: str) -> bool:
    """Whether systems and programs made the file for themselves."""
    return bool(_NOISE.match(path))


def is_odd(path: str) -> bool:
    """Whether a path starts outside the archive or leads out of it."""
    return path.startswith("/") or bool(_DRIVE.match(path)) or ".." in path.split("/")


def display_name(path: str) -> str:
    """The last part of a path as people read it, at most 150 signs with its extension."""
    last = path.rstrip("/").rpartition("/")[2]
    name = readable_text(last or "tep-khong-ten")
    stem, dot, end = name.rpartition(".")
    over = len(name) - _LONGEST
    if over <= 0:
        return name
    return f"{stem[: len(stem) - over]}.{end}" if dot and len(end) < 10 else name[:_LONGEST]


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name in the Info-ZIP Unicode Path field, if there is one for this very name."""
    while len(extra) >= 4:
        number, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if number == _UNICODE_PATH and field[1:5] == struct.pack("<I", crc32(raw)):
            return field[5:].decode("utf-8", errors="replace")
    return ""


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
        reason = (
            _refused(entry, path, room) if files < MOST_UNPACKED_FILES else LeftOutReason.TOO_MANY
        )
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
