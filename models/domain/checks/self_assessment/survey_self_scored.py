"""A unit scored an item that only the survey may score."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review
from models.domain.collection.entries import is_blank
from models.domain.collection.workbook import Column


def survey_self_scored(review: Review) -> Iterator[Problem]:
    """Yield a problem for each filled cell of a survey row (QĐ 4361/QĐ-BNV guide: not scored)."""
    for row in review.survey_rows:
        for column, value in (
            (Column.DECLARED, row.declared),
            (Column.SELF_SCORE, row.self_score),
        ):
            if not is_blank(value):
                yield Problem(wording.survey_self_scored(), row.place.ref(column))
