"""A sub-criterion was left unanswered."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review
from models.domain.collection.entries import is_blank, labels_of
from models.domain.criteria.criteria_set import Count, SubCriterion


def missing_answer(review: Review) -> Iterator[Problem]:
    """Yield a problem for each empty answer; the sentence says what such a cell takes."""
    for entry in review.entries:
        if is_blank(entry.raw):
            yield Problem(_words(entry.item), entry.cell)


def _words(item: SubCriterion) -> str:
    if labels := labels_of(item):
        return wording.missing_choice(labels)
    return wording.missing_number(isinstance(item.rule, Count), item.optional)
