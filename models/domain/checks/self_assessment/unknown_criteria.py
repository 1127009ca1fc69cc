"""Rows were added with codes that the criteria set does not have."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review
from models.domain.collection.workbook import Column


def unknown_criteria(review: Review) -> Iterator[Problem]:
    """Yield a problem for each row whose code is not of this unit's form."""
    for row in review.returned.rows:
        if row.code not in review.items:
            yield Problem(wording.unknown_criteria(), row.place.ref(Column.CODE))
