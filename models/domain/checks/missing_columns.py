"""Columns of the score sheet cannot be found."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Identified


def missing_columns(review: Identified) -> Iterator[Problem]:
    """Yield one problem that names every header that is not there."""
    if headers := review.returned.missing_columns:
        yield Problem(wording.missing_columns(headers))
