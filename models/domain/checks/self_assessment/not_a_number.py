"""A cell that takes a number holds something else."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.checks.wording import NOT_A_NUMBER
from models.domain.collection.entries import (
    SelfScoredEntry,
    is_blank,
    means_not_applicable,
    number_in,
    takes_number,
)
from models.domain.criteria.answers import Declared

_SCORE_OF_NOTHING = (
    "đã có số liệu kê khai nên không ghi “Không áp dụng” ở điểm. Đề nghị ghi điểm bằng số, "
    "hoặc để trống để tính theo số liệu."
)


@BLOCKING.check(NOT_A_NUMBER, _SCORE_OF_NOTHING, after="missing_answer")
def not_a_number(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each figure or self score that cannot be read as one number.

    "Không áp dụng" is a score only where the answer says the same.
    """
    for entry in review.entries:
        if _figure_is_wrong(entry):
            yield Problem(NOT_A_NUMBER, entry.cell)
        if _score_is_wrong(entry):
            yield Problem(NOT_A_NUMBER, entry.self_cell)
        if _score_is_of_nothing(entry):
            yield Problem(_SCORE_OF_NOTHING, entry.self_cell)


def _figure_is_wrong(entry: SelfScoredEntry) -> bool:
    unread = entry.answer is None and not is_blank(entry.raw)
    return unread and takes_number(entry.item) and not means_not_applicable(entry.raw)


def _score_is_wrong(entry: SelfScoredEntry) -> bool:
    raw = entry.row.self_score
    return number_in(raw) is None and not is_blank(raw) and not means_not_applicable(raw)


def _score_is_of_nothing(entry: SelfScoredEntry) -> bool:
    """Whether the score says "Không áp dụng" of something that was declared."""
    marked = means_not_applicable(entry.row.self_score)
    return marked and isinstance(entry.answer, Declared)
