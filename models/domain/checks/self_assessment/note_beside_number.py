"""A remark was typed into a cell that takes a number."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review


def note_beside_number(review: Review) -> Iterator[Problem]:
    """Yield a problem for each remark: the number counts, the remark is kept as explanation."""
    for entry in review.entries:
        for column, number, note in entry.notes:
            words = wording.note_beside_number(number, note)
            yield Problem(words, entry.row.place.ref(column))
