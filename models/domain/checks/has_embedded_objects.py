"""The file carries other files, which are never opened."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Identified
from models.domain.collection.workbook import FileNote


def has_embedded_objects(review: Identified) -> Iterator[Problem]:
    """Yield one problem for the whole file."""
    if FileNote.EMBEDDED_OBJECTS in review.returned.notes:
        yield Problem(wording.has_embedded_objects())
