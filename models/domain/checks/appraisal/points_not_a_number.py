"""An appraised score is no number."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.appraisal.review import AppraisalReview
from models.domain.checks.check import Problem
from models.domain.collection.appraisal_sheet import AppraisalColumn


def points_not_a_number(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each score that is no number, and for n/a where it is not allowed."""
    for entry in review.entries:
        cell = entry.row.place.ref(AppraisalColumn.APPRAISED)
        if entry.not_applicable:
            if not entry.line.item.optional:
                yield Problem(wording.must_apply(), cell)
        elif entry.points is None:
            yield Problem(wording.not_a_number(), cell)
