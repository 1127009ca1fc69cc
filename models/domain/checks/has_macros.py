"""The file carries a macro, which is never run."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Identified
from models.domain.collection.workbook import FileNote


def has_macros(review: Identified) -> Iterator[Problem]:
    """Yield one problem for the whole file."""
    if FileNote.MACROS in review.returned.notes:
        yield Problem(wording.has_macros())
