"""A number is finer than its cell takes."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.checks.wording import TOO_FINE
from models.domain.criteria.criteria_set import Count, FreePoints, SubCriterion
from models.domain.values import CENT
from models.domain.vietnamese.numbers import format_number

_WHOLE = "số lượng phải là số nguyên. Đề nghị ghi số nguyên, ví dụ 3."
_STEP = "số lẻ quá mức cho phép. Đề nghị ghi số chia hết cho {step}."


@BLOCKING.check(_WHOLE, TOO_FINE, _STEP, after="over_maximum")
def off_step(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each figure or self score that is no multiple of its step."""
    for entry in review.entries:
        figure, step = entry.figure, step_of(entry.item)
        if figure is not None and step is not None and figure % step:
            yield Problem(_words(step), entry.cell)
        if entry.self_score is not None and entry.self_score % CENT:
            yield Problem(TOO_FINE, entry.self_cell)


def _words(step: Decimal) -> str:
    if step == 1:
        return _WHOLE
    return TOO_FINE if step == CENT else _STEP.format(step=format_number(step))


@lru_cache(maxsize=4096)
def step_of(item: SubCriterion) -> Decimal | None:
    """The step of the figures of ``item``, None when any number will do."""
    match item.rule:
        case Count():
            return Decimal(1)
        case FreePoints(step=step):
            return step
        case _:
            return None
