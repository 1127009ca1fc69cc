"""A declared document was issued outside the year scored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceContext, EvidenceReview, cell_of
from models.domain.evidence.declared import EvidenceColumn


def evidence_outside_year(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each day outside the year, or one that has not come yet.

    A document of another year may still prove something (a regulation in force, a report on the
    year): where the unit has explained it, nothing is said. What lies ahead cannot be explained.
    """
    for row in review.declared:
        if isinstance(row.issued, date):
            explained = row.code in review.context.explained
            if words := _words(row.issued, review.context, explained):
                yield Problem(words, cell_of(row, EvidenceColumn.ISSUED))


def _words(day: date, context: EvidenceContext, explained: bool) -> str:
    if day > context.today:
        return messages.in_the_future()
    if explained or day.year == context.year:
        return ""
    before = day.year < context.year
    return messages.before_year(context.year) if before else messages.after_year(context.year)
