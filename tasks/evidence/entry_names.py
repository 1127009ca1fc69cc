"""Names inside a zip: in several encodings, with folders, and made to mislead."""

from __future__ import annotations

import re
import struct
from zipfile import ZipInfo
from zlib import crc32

from models.domain.vietnamese.text import readable_text

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_LONGEST = 150
_DRIVE = re.compile(r"[a-zA-Z]:")
_NOISE = re.compile(r"__MACOSX/|(?:.*/)?(?:\._|~\$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.I)


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
