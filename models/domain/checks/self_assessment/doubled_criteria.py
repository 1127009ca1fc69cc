"""One sub-criterion stands in two rows."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review
from models.domain.collection.workbook import Column


def doubled_criteria(review: Review) -> Iterator[Problem]:
    """Yield a problem for each row whose code occurs more than once."""
    for row in review.doubled:
        yield Problem(wording.doubled_criteria(row.code), row.place.ref(Column.CODE))
