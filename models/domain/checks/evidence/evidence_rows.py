"""What is wrong with a row of the evidence sheet by itself: its number and its day of issue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.domain.checks.check import Problem
from models.domain.checks.evidence.review import SHEET, EvidenceContext, EvidenceReview, cell_of
from models.domain.evidence.declared import EvidenceColumn

NUMBER = "chưa ghi số, ký hiệu văn bản. Đề nghị ghi như trên văn bản, ví dụ 12/KH-UBND."
DAY = "chưa ghi ngày ban hành. Đề nghị ghi đủ ngày, tháng, năm như trên văn bản."
DAY_UNCLEAR = "ngày ban hành chưa rõ. Đề nghị ghi dạng ngày/tháng/năm, ví dụ 15/03/2021."
BEFORE_YEAR = (
    "văn bản ban hành trước năm {year}. Nếu còn hiệu lực trong năm {year} thì giữ nguyên và "
    "ghi rõ ở cột “Giải trình” của tiêu chí; nếu ghi nhầm ngày, đề nghị sửa lại."
)
AFTER_YEAR = (
    "văn bản ban hành sau năm {year}. Nếu văn bản xác nhận kết quả của năm {year} thì giữ "
    "nguyên và ghi rõ ở cột “Giải trình” của tiêu chí; nếu ghi nhầm ngày, đề nghị sửa lại."
)
AHEAD = "ngày ban hành chưa đến. Đề nghị kiểm tra và ghi lại đúng ngày trên văn bản."


@SHEET.check(NUMBER)
def evidence_number(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each row whose number and sign are empty."""
    for row in review.declared:
        if not row.number:
            yield Problem(NUMBER, cell_of(row, EvidenceColumn.NUMBER))


@SHEET.check(DAY, after="evidence_number")
def evidence_date(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each row whose day of issue is empty."""
    for row in review.declared:
        if row.issued is None:
            yield Problem(DAY, cell_of(row, EvidenceColumn.ISSUED))


@SHEET.check(DAY_UNCLEAR, after="evidence_date")
def evidence_date_unclear(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each row whose day of issue could not be read."""
    for row in review.declared:
        if isinstance(row.issued, str):
            yield Problem(DAY_UNCLEAR, cell_of(row, EvidenceColumn.ISSUED))


@SHEET.check(BEFORE_YEAR, AFTER_YEAR, AHEAD, after="evidence_date_unclear")
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
        return AHEAD
    if explained or day.year == context.year:
        return ""
    sentence = BEFORE_YEAR if day.year < context.year else AFTER_YEAR
    return sentence.format(year=context.year)
