"""A file holds something that runs."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview, about_files


def evidence_macro(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each file with a macro or script."""
    found = (each for each in review.files if each.file.facts.macro)
    yield from about_files(found, messages.macro())
