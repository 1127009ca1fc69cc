"""A sub-criterion was left unanswered."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.checks.wording import one_of
from models.domain.collection.entries import is_blank, labels_of
from models.domain.criteria.criteria_set import Count, SubCriterion
from models.domain.criteria.rules import NOT_APPLICABLE

_CHOICE = "chưa có số liệu. Đề nghị chọn {labels}."
_NUMBER = {True: "số nguyên, ví dụ 3", False: "số, ví dụ 1,5"}
_NOTHING = {
    True: f"không phát sinh thì ghi “{NOT_APPLICABLE}”, có phát sinh mà không đạt thì ghi 0",
    False: "không có thì ghi 0",
}
NUMBER_SENTENCES = {
    (whole, optional): f"chưa có số liệu. Đề nghị ghi {number}; {nothing}."
    for whole, number in _NUMBER.items()
    for optional, nothing in _NOTHING.items()
}
"""By whether a count is asked for, and whether the item is optional.

A 0 keeps an item in the divisor; what did not occur and is optional leaves it.
"""


@BLOCKING.check(_CHOICE, *NUMBER_SENTENCES.values(), after="number_became_date")
def missing_answer(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each empty answer; the sentence says what such a cell takes."""
    for entry in review.entries:
        if is_blank(entry.raw):
            yield Problem(_words(entry.item), entry.cell)


def _words(item: SubCriterion) -> str:
    if labels := labels_of(item):
        return _CHOICE.format(labels=one_of(labels))
    return NUMBER_SENTENCES[isinstance(item.rule, Count), item.optional]
