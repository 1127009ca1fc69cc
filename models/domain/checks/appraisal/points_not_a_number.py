"""An appraised score is no number."""

from collections.abc import Iterator

from models.domain.checks.appraisal.review import APPRAISAL, AppraisalReview
from models.domain.checks.check import Problem
from models.domain.checks.wording import MUST_APPLY, NOT_A_NUMBER
from models.domain.collection.appraisal_sheet import AppraisalColumn


@APPRAISAL.check(NOT_A_NUMBER, MUST_APPLY, after="missing_points")
def points_not_a_number(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each score that is no number, and for n/a where it is not allowed."""
    for entry in review.entries:
        cell = entry.row.place.ref(AppraisalColumn.APPRAISED)
        if entry.not_applicable:
            if not entry.line.item.optional:
                yield Problem(MUST_APPLY, cell)
        elif entry.points is None:
            yield Problem(NOT_A_NUMBER, cell)
