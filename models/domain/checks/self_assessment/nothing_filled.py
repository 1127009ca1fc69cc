"""The form came back as it was sent: nobody has filled in anything."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import UNTOUCHED, SelfAssessmentReview
from models.domain.collection.entries import SelfScoredEntry, is_blank

_UNTOUCHED_FORM = (
    "Biểu chấm điểm chưa được điền: cả {count} tiêu chí đều trống. Đề nghị điền số liệu vào "
    "các ô để mở, lưu tệp rồi gửi lại (kiểm tra xem có gửi nhầm tệp chưa điền không)."
)


@UNTOUCHED.check(_UNTOUCHED_FORM)
def nothing_filled(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield one problem for the whole file when every answer, score and remark is empty.

    A score of 0 is no more than what some programs save for a formula that shows nothing.
    """
    if review.entries and all(_is_untouched(entry) for entry in review.entries):
        yield Problem(_UNTOUCHED_FORM.format(count=len(review.entries)))


def _is_untouched(entry: SelfScoredEntry) -> bool:
    row = entry.row
    typed = row.evidence or row.explanation
    return not typed and is_blank(entry.raw) and (is_blank(row.self_score) or row.self_score == 0)
