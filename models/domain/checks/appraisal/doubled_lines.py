"""One line of the score sheet stands in two rows."""

from collections.abc import Iterator

from models.domain.checks.appraisal.review import APPRAISAL, AppraisalReview
from models.domain.checks.check import Problem
from models.domain.checks.wording import DOUBLED
from models.domain.collection.appraisal_sheet import AppraisalColumn, line_key


@APPRAISAL.check(DOUBLED)
def doubled_lines(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each row whose key occurs more than once."""
    for row in review.doubled:
        words = DOUBLED.format(code=line_key(row.code, row.unit))
        yield Problem(words, row.place.ref(AppraisalColumn.KEY))
