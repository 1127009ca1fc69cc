"""A file does not open."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview, about_files


def evidence_unreadable(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each damaged file; one that only lacks its password is none."""
    found = (
        each for each in review.sound if not (each.file.facts.readable or each.file.facts.encrypted)
    )
    yield from about_files(found, messages.unreadable())
