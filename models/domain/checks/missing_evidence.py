"""Points were claimed without a document and without an explanation."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import messages
from models.domain.checks.problem import Problem
from models.domain.checks.review import Review
from models.domain.workbook import Column


def missing_evidence(review: Review) -> Iterator[Problem]:
    """Yield a problem where evidence is asked for, points are claimed and both cells are empty."""
    for entry in review.entries:
        row = entry.row
        if entry.points and entry.item.evidence and not (row.evidence or row.explanation):
            yield Problem(messages.missing_evidence(), row.place.ref(Column.EVIDENCE))
