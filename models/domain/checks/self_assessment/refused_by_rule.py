"""The scoring rule refuses an answer for a reason no other check knows."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview


@BLOCKING.check("{refusal}", after="off_step")
def refused_by_rule(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield the rule's own words, so that no workbook is accepted that cannot be scored."""
    for entry in review.entries:
        if entry.refusal:
            yield Problem(entry.refusal, entry.cell)
