"""An appraised score differs from the self score and nobody says why."""

from collections.abc import Iterator

from models.domain.checks.appraisal.review import APPRAISAL, AppraisalReview
from models.domain.checks.check import Problem
from models.domain.collection.appraisal_sheet import AppraisalColumn

_NO_REASON = (
    "điểm thẩm định khác điểm tự chấm nhưng chưa có lý do. Đề nghị ghi ngắn gọn căn cứ ở "
    "cột “Lý do”."
)


@APPRAISAL.check(_NO_REASON)
def missing_reason(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each changed score without a reason."""
    for entry in review.entries:
        if entry.points is None and not entry.not_applicable:
            continue
        if entry.points != entry.line.points and not entry.row.reason:
            yield Problem(_NO_REASON, entry.row.place.ref(AppraisalColumn.REASON))
