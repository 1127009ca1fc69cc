"""An appraised score was emptied."""

from collections.abc import Iterator

from models.domain.checks.appraisal.review import APPRAISAL, AppraisalReview
from models.domain.checks.check import Problem
from models.domain.collection.appraisal_sheet import AppraisalColumn
from models.domain.collection.entries import is_blank

_MISSING = "chưa có điểm thẩm định. Đề nghị ghi điểm; nếu đồng ý với đơn vị thì ghi điểm tự chấm."


@APPRAISAL.check(_MISSING)
def missing_points(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each empty appraised score."""
    for entry in review.entries:
        if is_blank(entry.row.points):
            yield Problem(_MISSING, entry.row.place.ref(AppraisalColumn.APPRAISED))
