"""A number is finer than its cell takes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review
from models.domain.criteria.criteria_set import Count, FreePoints, SubCriterion
from models.domain.values import CENT


def off_step(review: Review) -> Iterator[Problem]:
    """Yield a problem for each figure or self score that is no multiple of its step."""
    for entry in review.entries:
        figure, step = entry.figure, step_of(entry.item)
        if figure is not None and step is not None and figure % step:
            yield Problem(wording.off_step(step), entry.cell)
        if entry.self_score is not None and entry.self_score % CENT:
            yield Problem(wording.off_step(CENT), entry.self_cell)


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
