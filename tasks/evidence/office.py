"""A look into documents of office programs, without any of their libraries: only what is there.

No XML is parsed, so nothing in it can be resolved; tags are taken away and letters counted.
"""

from __future__ import annotations

import re

from models.domain.evidence.file import EvidenceFacts, EvidenceKind
from tasks.files.limits import ENCRYPTED, OLE, Bounds, opened_xlsx
from tasks.files.zip_members import Members

_BOUNDS = Bounds(again="", trimmed="", most_unpacked=120 * 1024 * 1024, is_far=lambda _: False)
_TEXTS = re.compile(
    r"word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/\w+\.xml|ppt/slides/\w+\.xml"
    r"|content\.xml"
)
_MEDIA = re.compile(r"(?:word|xl|ppt)/(?:media|embeddings|charts)/|Pictures/|Object ")
_MACRO = re.compile(r"vbaProject\.bin$|/macrosheets/|^(?:Basic|Scripts)/.", re.IGNORECASE)
_OLE_MACRO = "_VBA_PROJECT".encode("utf-16-le")
_LOCKED_PART = b"manifest:encryption-data"
_TAG = re.compile(rb"<[^>]*>")
_MOST_TEXT = 8 * 1024 * 1024


def look_into_package(content: bytes, name: str, kind: EvidenceKind) -> EvidenceFacts:
    """The facts about a docx, xlsx, pptx, odt or ods; UnreadableFile when it does not unpack."""
    if content.startswith(OLE):
        return EvidenceFacts(kind=kind, readable=False, encrypted=True)
    with opened_xlsx(content, name, _BOUNDS) as archive:
        names = archive.names
        locked = _is_locked(archive)
        letters = 0 if locked else _letters(archive)
        return EvidenceFacts(
            kind=kind,
            readable=not locked,
            encrypted=locked,
            text_length=letters,
            macro=any(_MACRO.search(each) for each in names),
            blank=not (locked or letters or any(_MEDIA.match(each) for each in names)),
        )


def look_into_old_document(content: bytes) -> EvidenceFacts:
    """The facts about a document of before 2007: whether it has macros or is locked."""
    locked = ENCRYPTED in content
    return EvidenceFacts(
        kind=EvidenceKind.OLD_OFFICE,
        readable=not locked,
        encrypted=locked,
        macro=_OLE_MACRO in content,
    )


def _is_locked(archive: Members) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in archive and _LOCKED_PART in archive.read(manifest)


def _letters(archive: Members) -> int:
    """Letters between the tags of the parts that hold text, up to a limit of bytes."""
    letters, left = 0, _MOST_TEXT
    for name in archive.names:
        if left > 0 and _TEXTS.fullmatch(name):
            xml = archive.read(name)[:left]
            left -= len(xml)
            letters += len(b"".join(_TAG.sub(b"", xml).split()))
    return letters
