"""A unit scored an item that only the survey may score."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.collection.entries import is_blank
from models.domain.collection.workbook import ScoreColumn

_SURVEYED = (
    "điểm của tiêu chí này lấy từ khảo sát mức độ hài lòng, đơn vị không tự chấm. "
    "Đề nghị xóa nội dung trong ô."
)


@BLOCKING.check(_SURVEYED)
def survey_self_scored(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each filled cell of a survey row (QĐ 4361/QĐ-BNV guide: not scored)."""
    for row in review.survey_rows:
        for column, value in (
            (ScoreColumn.DECLARED, row.declared),
            (ScoreColumn.SELF_SCORE, row.self_score),
        ):
            if not is_blank(value):
                yield Problem(_SURVEYED, row.place.ref(column))
