"""A scan or document shows nothing."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview, about_files


def evidence_blank(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each file of nothing but empty pages."""
    found = (each for each in review.sound if each.file.facts.blank)
    yield from about_files(found, messages.blank())
