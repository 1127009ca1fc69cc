"""Rows of sub-criteria were deleted."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review


def missing_criteria(review: Review) -> Iterator[Problem]:
    """Yield one problem that lists the codes that the unit must score and that are not there."""
    present = {row.code for row in review.returned.rows}
    missing = [item.code for item in review.expected_items if item.code not in present]
    if missing:
        yield Problem(wording.missing_criteria(missing))
