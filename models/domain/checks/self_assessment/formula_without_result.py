"""A formula stands where an answer is due, and the file was saved without its result."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.cells import NO_RESULT
from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review


def formula_without_result(review: Review) -> Iterator[Problem]:
    """Yield a problem for each such answer; a self score follows from the answer anyway."""
    for entry in review.entries:
        if entry.raw == NO_RESULT:
            yield Problem(wording.formula_without_result(), entry.cell)
