"""The file carries a macro, which is never run."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import messages
from models.domain.checks.problem import Problem
from models.domain.checks.review import Identified
from models.domain.collection.workbook import FileNote


def has_macros(review: Identified) -> Iterator[Problem]:
    """Yield one problem for the whole file."""
    if FileNote.MACROS in review.returned.notes:
        yield Problem(messages.has_macros())
