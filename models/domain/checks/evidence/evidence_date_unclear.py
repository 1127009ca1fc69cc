"""The date of a declared document is no day."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview, cell_of
from models.domain.evidence.declared import EvidenceColumn


def evidence_date_unclear(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each row whose day of issue could not be read."""
    for row in review.declared:
        if isinstance(row.issued, str):
            yield Problem(messages.day_unclear(), cell_of(row, EvidenceColumn.ISSUED))
