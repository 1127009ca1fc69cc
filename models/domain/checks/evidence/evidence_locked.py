"""A file needs a password to be opened."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview, about_files


def evidence_locked(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each file that cannot be opened without a password."""
    found = (each for each in review.sound if each.file.facts.encrypted)
    yield from about_files(found, messages.locked())
