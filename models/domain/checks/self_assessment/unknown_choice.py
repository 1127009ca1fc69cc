"""A cell that takes one of a list holds something else."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.checks.wording import MUST_APPLY, one_of
from models.domain.collection.entries import is_blank, labels_of, means_not_applicable, takes_number

_NOT_IN_LIST = "nội dung không có trong danh sách. Đề nghị chọn {labels}."


@BLOCKING.check(_NOT_IN_LIST, MUST_APPLY, after="not_a_number")
def unknown_choice(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each answer outside its list, also "Không áp dụng" where not allowed."""
    for entry in review.entries:
        if entry.answer is not None or is_blank(entry.raw):
            continue
        if not takes_number(entry.item):
            yield Problem(_NOT_IN_LIST.format(labels=one_of(labels_of(entry.item))), entry.cell)
        elif means_not_applicable(entry.raw):
            yield Problem(MUST_APPLY, entry.cell)
