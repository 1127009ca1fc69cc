"""A declared document has no date."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview, cell_of
from models.domain.evidence.declared import EvidenceColumn


def evidence_date(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each row whose day of issue is empty."""
    for row in review.declared:
        if row.issued is None:
            yield Problem(messages.day(), cell_of(row, EvidenceColumn.ISSUED))
