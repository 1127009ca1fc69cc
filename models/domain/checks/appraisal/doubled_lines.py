"""One line of the score sheet stands in two rows."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.appraisal.review import AppraisalReview
from models.domain.checks.check import Problem
from models.domain.collection.appraisal_sheet import AppraisalColumn, line_key


def doubled_lines(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each row whose key occurs more than once."""
    for row in review.doubled:
        words = wording.doubled_criteria(line_key(row.code, row.unit))
        yield Problem(words, row.place.ref(AppraisalColumn.KEY))
