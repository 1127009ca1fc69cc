"""Excel took a number that was typed with a point or a slash for a date."""

from collections.abc import Iterator
from datetime import date

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.collection.entries import takes_number

_DATE = (
    "Excel đã hiểu số vừa gõ là ngày {day:%d/%m/%Y}. Đề nghị đổi định dạng ô thành Số "
    "(Number), rồi gõ lại số với dấu phẩy thập phân, ví dụ 1,5."
)


@BLOCKING.check(_DATE, after="formula_without_result")
def number_became_date(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each date in a cell that takes a number."""
    for entry in review.entries:
        if isinstance(entry.raw, date) and takes_number(entry.item):
            yield Problem(_DATE.format(day=entry.raw), entry.cell)
        score = entry.row.self_score
        if isinstance(score, date):
            yield Problem(_DATE.format(day=score), entry.self_cell)
