"""A returned score sheet beside the lines that were sent, and all that is wrong with it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from models.domain.cells import CellRef
from models.domain.checks.check import CheckPhase
from models.domain.checks.context import FILE_NOTES, IDENTITY, CheckContext
from models.domain.checks.findings import RowNames, findings_of, row_names
from models.domain.collection.appraisal_sheet import (
    AppraisalLine,
    Appraised,
    AppraisedRow,
    ReturnedAppraisal,
)
from models.domain.collection.appraisal_sheet import line_key as key_of
from models.domain.collection.entries import means_not_applicable
from models.domain.collection.workbook import Finding, Severity
from models.domain.criteria.answers import Awarded, NotApplicable
from models.domain.values import half_up
from models.domain.vietnamese.numbers import parse_number


@dataclass(frozen=True, slots=True)
class AppraisedEntry:
    """A row with its line. ``points`` is None when the cell is empty, no number, or n/a."""

    line: AppraisalLine
    row: AppraisedRow
    points: Decimal | None

    @property
    def not_applicable(self) -> bool:
        """Whether the appraiser left or put "Không áp dụng"."""
        return means_not_applicable(self.row.points)


@dataclass(frozen=True, slots=True)
class AppraisalReview:
    """A returned score sheet and its context; ``entries`` leaves out lines that occur twice.

    ``strange`` are the rows whose key belongs to no line that was sent.
    """

    returned: ReturnedAppraisal
    context: CheckContext
    lines: dict[str, AppraisalLine]
    entries: tuple[AppraisedEntry, ...]
    doubled: tuple[AppraisedRow, ...]
    strange: tuple[AppraisedRow, ...]


APPRAISAL = CheckPhase[AppraisalReview]("Phiếu thẩm định phải sửa", Severity.BLOCKS)


def check_appraisal(
    returned: ReturnedAppraisal, context: CheckContext, lines: Iterable[AppraisalLine]
) -> tuple[Finding, ...]:
    """All that is wrong with a returned score sheet, held against the lines that were sent."""
    subject = review_appraisal(returned, context, lines)
    reported: set[CellRef] = set()
    names = RowNames(
        lambda: row_names((each.row.place, each.line.item) for each in subject.entries)
    )
    if found := findings_of([IDENTITY], subject, reported, names):
        return found[:1]
    found = findings_of([APPRAISAL], subject, reported, names)
    return found + findings_of([FILE_NOTES], subject, reported, names)


def review_appraisal(
    returned: ReturnedAppraisal, context: CheckContext, lines: Iterable[AppraisalLine]
) -> AppraisalReview:
    """Read every row of ``returned`` that belongs to a line that was sent."""
    sent = {line.key: line for line in lines}
    seen = Counter(key_of(row.code, row.unit) for row in returned.rows)
    doubled = tuple(row for row in returned.rows if seen[key_of(row.code, row.unit)] > 1)
    strange = tuple(row for row in returned.rows if key_of(row.code, row.unit) not in sent)
    entries = tuple(_entries(returned, sent, seen))
    return AppraisalReview(returned, context, sent, entries, doubled, strange)


def _entries(
    returned: ReturnedAppraisal, sent: dict[str, AppraisalLine], seen: Counter[str]
) -> Iterator[AppraisedEntry]:
    for row in returned.rows:
        key = key_of(row.code, row.unit)
        if key in sent and seen[key] == 1:
            yield AppraisedEntry(sent[key], row, parse_number(row.points))


def to_appraised(
    returned: ReturnedAppraisal, context: CheckContext, lines: Iterable[AppraisalLine]
) -> tuple[Appraised, ...]:
    """The results of a score sheet that ``check_appraisal`` found nothing blocking in."""
    return tuple(_result(entry) for entry in review_appraisal(returned, context, lines).entries)


def _result(entry: AppraisedEntry) -> Appraised:
    answer = NotApplicable() if entry.points is None else Awarded(points=half_up(entry.points))
    row = entry.row
    return Appraised(unit=row.unit, code=row.code, answer=answer, reason=row.reason)
