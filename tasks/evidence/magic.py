"""What the bytes of a file are, whatever it is called."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from models.domain.evidence.file import EvidenceKind
from models.domain.evidence.kinds import kind_by_name
from tasks.evidence.zips import has_small_directory
from tasks.files.limits import ENCRYPTED, OLE

K = EvidenceKind
_HEAD = 1024
_SIGNS: tuple[tuple[bytes, EvidenceKind], ...] = (
    (b"\x89PNG\r\n\x1a\n", K.PNG),
    (b"\xff\xd8\xff", K.JPG),
    (b"GIF8", K.IMAGE),
    (b"BM", K.IMAGE),
    (b"II*\0", K.IMAGE),
    (b"MM\0*", K.IMAGE),
    (b"Rar!", K.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", K.ARCHIVE),
    (b"\x1f\x8b", K.ARCHIVE),
    (b"BZh", K.ARCHIVE),
    (b"\xfd7zXZ", K.ARCHIVE),
    (b"MSCF", K.ARCHIVE),
    (b"MZ", K.PROGRAM),
    (b"\x7fELF", K.PROGRAM),
    (b"#!", K.PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", K.PROGRAM),
)
_BOXES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|svg|script|\?xml|!--)", re.I)
_ZIP = b"PK\x03\x04"
_NO_ENTRY = b"PK\x05\x06"
_MAIN_PARTS = {
    "word/document.xml": K.DOCX,
    "xl/workbook.xml": K.XLSX,
    "ppt/presentation.xml": K.PPTX,
}
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_OPEN_KINDS = {b"text": K.ODT, b"spre": K.ODS}
_OFFICE = frozenset({K.DOCX, K.XLSX, K.PPTX})


def kind_of(content: bytes, name: str) -> EvidenceKind:
    """The kind of ``content``; ``name`` only tells which Office document a locked one is."""
    if not content:
        return K.EMPTY
    if content.startswith((_ZIP, _NO_ENTRY)):
        return _of_zip(content)
    if content.startswith(OLE):
        return _of_ole(content, name)
    if b"%PDF-" in content[:_HEAD]:
        return K.PDF
    return _of_sign(content[:_HEAD])


def _of_sign(head: bytes) -> EvidenceKind:
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return kind
    if head[4:12] in _BOXES or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return K.IMAGE
    return K.WEB if _MARKUP.match(head) else K.OTHER


def _of_ole(content: bytes, name: str) -> EvidenceKind:
    """Office documents before 2007 and those of today that are locked look alike outside."""
    named = kind_by_name(name)
    return named if ENCRYPTED in content and named in _OFFICE else K.OLD_OFFICE


def _of_zip(content: bytes) -> EvidenceKind:
    if _OPEN_DOCUMENT in content[:_HEAD]:
        return _OPEN_KINDS.get(content[:_HEAD].partition(_OPEN_DOCUMENT)[2][:4], K.OTHER)
    if not has_small_directory(content):
        return K.ZIP
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, OSError, EOFError, ValueError, LookupError, RuntimeError):
        return _of_broken_zip(content)
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), K.ZIP)


def _of_broken_zip(content: bytes) -> EvidenceKind:
    """A package whose directory is lost still names its parts in front of each."""
    found = (kind for part, kind in _MAIN_PARTS.items() if part.encode() in content)
    return next(found, K.ZIP)
