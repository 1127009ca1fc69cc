"""Rows of sub-criteria were deleted."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview

_MISSING = (
    "Biểu chấm điểm thiếu dòng của tiêu chí {codes}. Đề nghị không xóa dòng; "
    "chép số liệu sang tệp đã gửi cho đơn vị rồi gửi lại."
)


@BLOCKING.check(_MISSING)
def missing_criteria(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield one problem that lists the codes that the unit must score and that are not there."""
    present = {row.code for row in review.returned.rows}
    missing = [item.code for item in review.expected_items if item.code not in present]
    if missing:
        yield Problem(_MISSING.format(codes=", ".join(missing)))
