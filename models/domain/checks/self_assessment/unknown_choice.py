"""A cell that takes one of a list holds something else."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review
from models.domain.collection.entries import is_blank, labels_of, means_not_applicable, takes_number


def unknown_choice(review: Review) -> Iterator[Problem]:
    """Yield a problem for each answer outside its list, also "Không áp dụng" where not allowed."""
    for entry in review.entries:
        if entry.answer is not None or is_blank(entry.raw):
            continue
        if not takes_number(entry.item):
            yield Problem(wording.unknown_choice(labels_of(entry.item)), entry.cell)
        elif means_not_applicable(entry.raw):
            yield Problem(wording.must_apply(), entry.cell)
