"""Rows were added with codes that the criteria set does not have."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.collection.workbook import ScoreColumn

_UNKNOWN = "mã này không có trong biểu mẫu của đơn vị. Đề nghị xóa dòng đã thêm."


@BLOCKING.check(_UNKNOWN, after="doubled_criteria")
def unknown_criteria(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each row whose code is not of this unit's form."""
    for row in review.returned.rows:
        if row.code not in review.items:
            yield Problem(_UNKNOWN, row.place.ref(ScoreColumn.CODE))
