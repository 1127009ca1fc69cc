"""An appraised score differs from the self score and nobody says why."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.appraisal.review import AppraisalReview
from models.domain.checks.check import Problem
from models.domain.collection.appraisal_sheet import AppraisalColumn


def missing_reason(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each changed score without a reason."""
    for entry in review.entries:
        if entry.points is None and not entry.not_applicable:
            continue
        if entry.points != entry.line.points and not entry.row.reason:
            yield Problem(wording.missing_reason(), entry.row.place.ref(AppraisalColumn.REASON))
