"""A cell that takes a number holds something else."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review
from models.domain.collection.entries import (
    Entry,
    is_blank,
    means_not_applicable,
    number_in,
    takes_number,
)
from models.domain.criteria.answers import Declared


def not_a_number(review: Review) -> Iterator[Problem]:
    """Yield a problem for each figure or self score that cannot be read as one number.

    "Không áp dụng" is a score only where the answer says the same.
    """
    for entry in review.entries:
        if _figure_is_wrong(entry):
            yield Problem(wording.not_a_number(), entry.cell)
        if _score_is_wrong(entry):
            yield Problem(wording.not_a_number(), entry.self_cell)
        if _score_is_of_nothing(entry):
            yield Problem(wording.score_of_nothing(), entry.self_cell)


def _figure_is_wrong(entry: Entry) -> bool:
    unread = entry.answer is None and not is_blank(entry.raw)
    return unread and takes_number(entry.item) and not means_not_applicable(entry.raw)


def _score_is_wrong(entry: Entry) -> bool:
    raw = entry.row.self_score
    return number_in(raw) is None and not is_blank(raw) and not means_not_applicable(raw)


def _score_is_of_nothing(entry: Entry) -> bool:
    """Whether the score says "Không áp dụng" of something that was declared."""
    said = means_not_applicable(entry.row.self_score)
    return said and isinstance(entry.answer, Declared)
