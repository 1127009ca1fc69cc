"""A look into a file that was sent as evidence: never opened by an office program, never run."""

from __future__ import annotations

from models.domain.evidence.file import EvidenceFacts, EvidenceKind
from tasks.evidence.magic import kind_by_content
from tasks.evidence.office import look_into_old_document, look_into_package
from tasks.evidence.pdf import look_into_pdf
from tasks.evidence.picture import look_into_picture

_PICTURES = frozenset({EvidenceKind.PNG, EvidenceKind.JPG})
_PACKAGES = frozenset(
    {
        *(EvidenceKind.DOCX, EvidenceKind.XLSX, EvidenceKind.PPTX),
        *(EvidenceKind.ODT, EvidenceKind.ODS),
    }
)


def facts_of(content: bytes, name: str) -> EvidenceFacts:
    """The facts about ``content``, called ``name``; whatever is in it, nothing is raised."""
    kind = kind_by_content(content, name)
    try:
        return _look(content, name, kind)
    # The libraries trust what they read; whatever a damaged file ends in says that it is damaged.
    except Exception:
        return unopened(content, name)


def unopened(content: bytes, name: str) -> EvidenceFacts:
    """The facts about a file that could not be looked into, or not within the limits."""
    return EvidenceFacts(kind=kind_by_content(content, name), readable=False)


def _look(content: bytes, name: str, kind: EvidenceKind) -> EvidenceFacts:
    if kind is EvidenceKind.PDF:
        return look_into_pdf(content)
    if kind in _PICTURES:
        return look_into_picture(content, kind)
    if kind in _PACKAGES:
        return look_into_package(content, name, kind)
    if kind is EvidenceKind.OLD_OFFICE:
        return look_into_old_document(content)
    return EvidenceFacts(kind=kind, readable=kind is not EvidenceKind.EMPTY)
