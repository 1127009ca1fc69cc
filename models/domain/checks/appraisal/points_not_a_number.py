"""An appraised score is no number."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import messages
from models.domain.checks.appraisal.review import AppraisalReview
from models.domain.checks.problem import Problem
from models.domain.collection.appraisal_sheet import AppraisalColumn


def points_not_a_number(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each score that is no number, and for n/a where it is not allowed."""
    for entry in review.entries:
        cell = entry.row.place.ref(AppraisalColumn.APPRAISED)
        if entry.not_applicable:
            if not entry.line.item.optional:
                yield Problem(messages.must_apply(), cell)
        elif entry.points is None:
            yield Problem(messages.not_a_number(), cell)
