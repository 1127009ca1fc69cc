"""A cell shows an error of the spreadsheet program instead of a value."""

from collections.abc import Iterator

from models.domain.cells import is_fault
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.collection.workbook import ScoreColumn

_ERROR = (
    "ô báo lỗi {shown} do công thức không tính được. Đề nghị xóa công thức và gõ thẳng số "
    "hoặc chữ cần ghi."
)


@BLOCKING.check(_ERROR)
def cell_error(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each cell that the unit fills in and that shows ``#REF!`` or the like."""
    for entry in review.entries:
        row = entry.row
        for column, value in (
            (ScoreColumn.DECLARED, row.declared),
            (ScoreColumn.SELF_SCORE, row.self_score),
            (ScoreColumn.EVIDENCE, row.evidence),
            (ScoreColumn.EXPLANATION, row.explanation),
        ):
            if isinstance(value, str) and is_fault(value):
                yield Problem(_ERROR.format(shown=value), row.place.ref(column))
