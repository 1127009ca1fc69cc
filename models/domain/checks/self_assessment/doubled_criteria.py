"""One sub-criterion stands in two rows."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.checks.wording import DOUBLED
from models.domain.collection.workbook import ScoreColumn


@BLOCKING.check(DOUBLED)
def doubled_criteria(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each row whose code occurs more than once."""
    for row in review.doubled:
        yield Problem(DOUBLED.format(code=row.code), row.place.ref(ScoreColumn.CODE))
