"""An appraised score is below 0, above the maximum, or finer than 0.01."""

from collections.abc import Iterator

from models.domain.checks.appraisal.review import APPRAISAL, AppraisalReview
from models.domain.checks.check import Problem
from models.domain.checks.wording import OUT_OF_RANGE, TOO_FINE, out_of_range
from models.domain.collection.appraisal_sheet import AppraisalColumn
from models.domain.values import CENT


@APPRAISAL.check(OUT_OF_RANGE, TOO_FINE, after="points_not_a_number")
def points_out_of_range(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each score that the sub-criterion cannot have."""
    for entry in review.entries:
        points, top = entry.points, entry.line.item.max_points
        cell = entry.row.place.ref(AppraisalColumn.APPRAISED)
        if points is not None and not 0 <= points <= top:
            yield Problem(out_of_range(top), cell)
        elif points is not None and points % CENT:
            yield Problem(TOO_FINE, cell)
