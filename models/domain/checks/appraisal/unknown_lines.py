"""Rows were added that the department's score sheet does not have."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.appraisal.review import AppraisalReview
from models.domain.checks.check import Problem
from models.domain.collection.appraisal_sheet import AppraisalColumn


def unknown_lines(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each row that is no line, with its own words for a silent commune.

    A commune that sent no self-assessment is not appraised, so points for it would count nowhere.
    """
    lined = {line.unit.code for line in review.lines.values()}
    for row in review.strange:
        silent = row.unit in review.context.unit_names and row.unit not in lined
        name = review.context.unit_name(row.unit)
        words = wording.silent_unit(name) if silent else wording.unknown_lines()
        yield Problem(words, row.place.ref(AppraisalColumn.KEY))
