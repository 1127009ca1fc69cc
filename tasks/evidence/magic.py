"""What the bytes of a file are, whatever it is called."""

import re
import struct
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from models.domain.evidence.file import EvidenceKind, kind_by_name
from tasks.files.limits import ENCRYPTED, OLE

_END = b"PK\x05\x06"
_END_SIZE = 22
_MOST_COMMENT = 65_535
_MOST_DIRECTORY = 512 * 1024
"""Bytes: several thousand entries, more than any document has."""


_K = EvidenceKind
_HEAD = 1024
_SIGNS: tuple[tuple[bytes, EvidenceKind], ...] = (
    (b"\x89PNG\r\n\x1a\n", _K.PNG),
    (b"\xff\xd8\xff", _K.JPG),
    (b"GIF8", _K.IMAGE),
    (b"BM", _K.IMAGE),
    (b"II*\0", _K.IMAGE),
    (b"MM\0*", _K.IMAGE),
    (b"Rar!", _K.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _K.ARCHIVE),
    (b"\x1f\x8b", _K.ARCHIVE),
    (b"BZh", _K.ARCHIVE),
    (b"\xfd7zXZ", _K.ARCHIVE),
    (b"MSCF", _K.ARCHIVE),
    (b"MZ", _K.PROGRAM),
    (b"\x7fELF", _K.PROGRAM),
    (b"#!", _K.PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", _K.PROGRAM),
)
_BOXES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|svg|script|\?xml|!--)", re.I)
_ZIP = b"PK\x03\x04"
_NO_ENTRY = b"PK\x05\x06"
_MAIN_PARTS = {
    "word/document.xml": _K.DOCX,
    "xl/workbook.xml": _K.XLSX,
    "ppt/presentation.xml": _K.PPTX,
}
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_OPEN_KINDS = {b"text": _K.ODT, b"spre": _K.ODS}
_OFFICE = frozenset({_K.DOCX, _K.XLSX, _K.PPTX})


def has_small_directory(content: bytes) -> bool:
    """Whether the archive's directory is of a size that is read in no time.

    A library makes an object of each entry that the directory names; there can be hundreds of
    thousands in a few megabytes. An archive without a directory has none to fear.
    """
    at = content.rfind(_END, max(0, len(content) - _END_SIZE - _MOST_COMMENT))
    end = content[at : at + _END_SIZE]
    if at < 0 or len(end) < _END_SIZE:
        return True
    (size,) = struct.unpack_from("<I", end, 12)
    return bool(size <= _MOST_DIRECTORY)


def kind_by_content(content: bytes, name: str) -> EvidenceKind:
    """The kind of ``content``; ``name`` only tells which Office document a locked one is."""
    if not content:
        return _K.EMPTY
    if content.startswith((_ZIP, _NO_ENTRY)):
        return _of_zip(content)
    if content.startswith(OLE):
        return _of_ole(content, name)
    if b"%PDF-" in content[:_HEAD]:
        return _K.PDF
    return _of_sign(content[:_HEAD])


def _of_sign(head: bytes) -> EvidenceKind:
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return kind
    if head[4:12] in _BOXES or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return _K.IMAGE
    return _K.WEB if _MARKUP.match(head) else _K.OTHER


def _of_ole(content: bytes, name: str) -> EvidenceKind:
    """Office documents before 2007 and those of today that are locked look alike outside."""
    named = kind_by_name(name)
    return named if ENCRYPTED in content and named in _OFFICE else _K.OLD_OFFICE


def _of_zip(content: bytes) -> EvidenceKind:
    if _OPEN_DOCUMENT in content[:_HEAD]:
        return _OPEN_KINDS.get(content[:_HEAD].partition(_OPEN_DOCUMENT)[2][:4], _K.OTHER)
    if not has_small_directory(content):
        return _K.ZIP
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, OSError, EOFError, ValueError, LookupError, RuntimeError):
        return _of_broken_zip(content)
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), _K.ZIP)


def _of_broken_zip(content: bytes) -> EvidenceKind:
    """A package whose directory is lost still names its parts in front of each."""
    found = (kind for part, kind in _MAIN_PARTS.items() if part.encode() in content)
    return next(found, _K.ZIP)
