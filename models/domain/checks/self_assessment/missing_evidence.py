"""Points were claimed without a document and without an explanation."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.collection.workbook import ScoreColumn
from models.domain.evidence.declared import evidenced

_MISSING = (
    "có điểm nhưng chưa có tài liệu kiểm chứng. Đề nghị ghi tài liệu ở trang “Tài liệu kiểm "
    "chứng”, đúng mã tiêu chí; nếu không có tài liệu thì ghi lý do ở cột “Giải trình”."
)


@BLOCKING.check(_MISSING, after="not_what_the_rule_gives")
def missing_evidence(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem where evidence is asked for and points are claimed without any.

    Evidence is a document of the evidence sheet or what is typed into the row; where there is
    none, an explanation is due, and its cell is the one to type in.
    """
    listed = evidenced(review.returned.evidence)
    for entry in review.entries:
        row, asked = entry.row, entry.points and entry.item.evidence
        if asked and not (row.evidence or row.explanation or row.code in listed):
            yield Problem(_MISSING, row.place.ref(ScoreColumn.EXPLANATION))
