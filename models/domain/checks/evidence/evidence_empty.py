"""A file came without a byte in it."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview, about_files
from models.domain.evidence.file import EvidenceKind


def evidence_empty(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each file of 0 bytes."""
    found = (each for each in review.files if each.file.facts.kind is EvidenceKind.EMPTY)
    yield from about_files(found, messages.empty())
