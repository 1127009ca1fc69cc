"""A figure or a self score is outside the range that its cell takes."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.checks.wording import OUT_OF_RANGE, out_of_range
from models.domain.criteria.criteria_set import FreePoints, Ratio, Steps, SubCriterion

_NEGATIVE = "số không được nhỏ hơn 0. Đề nghị ghi số từ 0 trở lên."


@BLOCKING.check(OUT_OF_RANGE, _NEGATIVE, after="unknown_choice")
def over_maximum(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each number below 0 or above what the item can have."""
    for entry in review.entries:
        figure, top = entry.figure, ceiling(entry.item)
        if figure is not None and (figure < 0 or (top is not None and figure > top)):
            yield Problem(_NEGATIVE if top is None else out_of_range(top), entry.cell)
        score, most = entry.self_score, entry.item.max_points
        if score is not None and not 0 <= score <= most:
            yield Problem(out_of_range(most), entry.self_cell)


@lru_cache(maxsize=4096)
def ceiling(item: SubCriterion) -> Decimal | None:
    """The largest figure that ``item`` takes, None when there is none."""
    match item.rule:
        case Ratio() | Steps(unit="%"):
            return Decimal(100)
        case FreePoints():
            return item.max_points
        case _:
            return None
