"""What is wrong with a row of the evidence sheet by itself: its number and its day of issue."""

from collections.abc import Iterator
from datetime import date

from models.domain.checks.check import Problem
from models.domain.checks.evidence.review import (
    EVIDENCE_ROWS,
    EvidenceContext,
    EvidenceReview,
    cell_of,
)
from models.domain.evidence.declared import EvidenceColumn

_NUMBER = "chưa ghi số, ký hiệu văn bản. Đề nghị ghi như trên văn bản, ví dụ 12/KH-UBND."
_DAY = "chưa ghi ngày ban hành. Đề nghị ghi đủ ngày, tháng, năm như trên văn bản."
_DAY_UNCLEAR = "ngày ban hành chưa rõ. Đề nghị ghi dạng ngày/tháng/năm, ví dụ 15/03/2021."
_BEFORE_YEAR = (
    "văn bản ban hành trước năm {year}. Nếu còn hiệu lực trong năm {year} thì giữ nguyên và "
    "ghi rõ ở cột “Giải trình” của tiêu chí; nếu ghi nhầm ngày, đề nghị sửa lại."
)
_AFTER_YEAR = (
    "văn bản ban hành sau năm {year}. Nếu văn bản xác nhận kết quả của năm {year} thì giữ "
    "nguyên và ghi rõ ở cột “Giải trình” của tiêu chí; nếu ghi nhầm ngày, đề nghị sửa lại."
)
_AHEAD = "ngày ban hành chưa đến. Đề nghị kiểm tra và ghi lại đúng ngày trên văn bản."


@EVIDENCE_ROWS.check(_NUMBER)
def evidence_number(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each row whose number and sign are empty."""
    for row in review.declared:
        if not row.number:
            yield Problem(_NUMBER, cell_of(row, EvidenceColumn.NUMBER))


@EVIDENCE_ROWS.check(_DAY, after="evidence_number")
def evidence_date(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each row whose day of issue is empty."""
    for row in review.declared:
        if row.issued is None:
            yield Problem(_DAY, cell_of(row, EvidenceColumn.ISSUED))


@EVIDENCE_ROWS.check(_DAY_UNCLEAR, after="evidence_date")
def evidence_date_unclear(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each row whose day of issue could not be read."""
    for row in review.declared:
        if isinstance(row.issued, str):
            yield Problem(_DAY_UNCLEAR, cell_of(row, EvidenceColumn.ISSUED))


@EVIDENCE_ROWS.check(_BEFORE_YEAR, _AFTER_YEAR, _AHEAD, after="evidence_date_unclear")
def evidence_outside_year(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each day outside the year, or one that has not come yet.

    A document of another year may still prove something (a regulation in force, a report on the
    year): where the unit has explained it, nothing is said. What lies ahead cannot be explained.
    """
    for row in review.declared:
        if isinstance(row.issued, date):
            explained = row.code in review.context.explained
            if words := _outside_year(row.issued, review.context, explained):
                yield Problem(words, cell_of(row, EvidenceColumn.ISSUED))


def _outside_year(day: date, context: EvidenceContext, explained: bool) -> str:
    if day > context.today:
        return _AHEAD
    if explained or day.year == context.year:
        return ""
    sentence = _BEFORE_YEAR if day.year < context.year else _AFTER_YEAR
    return sentence.format(year=context.year)
