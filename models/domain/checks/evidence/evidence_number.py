"""A declared document has no number."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview, cell_of
from models.domain.evidence.declared import EvidenceColumn


def evidence_number(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each row whose number and sign are empty."""
    for row in review.declared:
        if not row.number:
            yield Problem(messages.number(), cell_of(row, EvidenceColumn.NUMBER))
