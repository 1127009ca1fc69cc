"""A total does not agree with the rows that it adds up."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import WARNING, SelfAssessmentReview
from models.domain.collection.entries import number_in
from models.domain.collection.workbook import ReturnedRow, ReturnedWorkbook, ScoreColumn, TotalRow
from models.domain.values import CENT
from models.domain.vietnamese.numbers import format_number

_Row = ReturnedRow | TotalRow

_TOTAL = (
    "tổng ghi {shown} nhưng cộng các dòng được {summed}. Hệ "
    "thống tính theo từng dòng. Đề nghị kiểm tra lại điểm các dòng, không gõ đè lên ô tổng."
)


@WARNING.check(_TOTAL, after="note_beside_number")
def wrong_total(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each total that is not the sum of the rows right below it, as they stand.

    So a wrong total of a criterion is not told again at its area. A total of 0 is what a program
    leaves that does not calculate: the form is sent with it. Scores typed as text may be left out,
    as spreadsheets do.
    """
    totals = [(total, shown) for total in review.returned.totals if (shown := _shown(total))]
    if not totals:
        return
    sums = _sums(review.returned, _shown)
    wrong = [(t, shown) for t, shown in totals if not _agrees(shown, sums.get(t.code))]
    if not wrong:
        return
    of_numbers = _sums(review.returned, _number)
    for total, shown in wrong:
        if not _agrees(shown, of_numbers.get(total.code)):
            summed = format_number(sums[total.code])
            words = _TOTAL.format(shown=format_number(shown), summed=summed)
            yield Problem(words, total.place.ref(ScoreColumn.SELF_SCORE))


def _agrees(shown: Decimal, added: Decimal | None) -> bool:
    """Whether it is the sum; with nothing to add up it may be anything."""
    return added is None or added == shown or abs(shown - added) < CENT / 2


def _sums(
    returned: ReturnedWorkbook, score: Callable[[_Row], Decimal | None]
) -> dict[str, Decimal]:
    """What the rows below each total add up to, by its code; what is no number adds nothing."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    rows: tuple[_Row, ...] = (*returned.rows, *returned.totals)
    for row in rows:
        if row.code:
            sums[_parent(row.code)] += score(row) or 0
    return sums


def _shown(row: _Row) -> Decimal | None:
    return number_in(row.self_score)


def _number(row: _Row) -> Decimal | None:
    return row.self_score if isinstance(row.self_score, Decimal) else None


def _parent(code: str) -> str:
    """The code of the total that a row belongs to: 1.2 of 1.2.3, "" of an area."""
    return code.rpartition(".")[0]
