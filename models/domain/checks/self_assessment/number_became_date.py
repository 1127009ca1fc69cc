"""Excel took a number that was typed with a point or a slash for a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review
from models.domain.collection.entries import takes_number


def number_became_date(review: Review) -> Iterator[Problem]:
    """Yield a problem for each date in a cell that takes a number."""
    for entry in review.entries:
        if isinstance(entry.raw, date) and takes_number(entry.item):
            yield Problem(wording.number_became_date(entry.raw), entry.cell)
        score = entry.row.self_score
        if isinstance(score, date):
            yield Problem(wording.number_became_date(score), entry.self_cell)
