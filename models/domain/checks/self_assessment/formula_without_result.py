"""A formula stands where an answer is due, and the file was saved without its result."""

from collections.abc import Iterator

from models.domain.cells import NO_RESULT
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview

_NO_VALUE = (
    "ô chỉ có công thức, không có kết quả. Đề nghị mở tệp bằng Excel cho tính lại rồi lưu, "
    "hoặc xóa công thức và gõ thẳng số."
)


@BLOCKING.check(_NO_VALUE, after="cell_error")
def formula_without_result(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each such answer; a self score follows from the answer anyway."""
    for entry in review.entries:
        if entry.raw == NO_RESULT:
            yield Problem(_NO_VALUE, entry.cell)
