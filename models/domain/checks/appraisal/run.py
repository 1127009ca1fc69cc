"""The checks of a returned score sheet, in order, and the points once nothing blocks."""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.cells import CellRef
from models.domain.checks.appraisal.doubled_lines import doubled_lines
from models.domain.checks.appraisal.missing_lines import missing_lines
from models.domain.checks.appraisal.missing_points import missing_points
from models.domain.checks.appraisal.missing_reason import missing_reason
from models.domain.checks.appraisal.points_not_a_number import points_not_a_number
from models.domain.checks.appraisal.points_out_of_range import points_out_of_range
from models.domain.checks.appraisal.review import (
    AppraisalReview,
    AppraisedEntry,
    review_appraisal,
)
from models.domain.checks.appraisal.unknown_lines import unknown_lines
from models.domain.checks.check import Check
from models.domain.checks.findings import RowNames, findings_of, row_names
from models.domain.checks.self_assessment.review import CheckContext
from models.domain.checks.self_assessment.run import FILE, IDENTITY
from models.domain.collection.appraisal_sheet import AppraisalLine, Appraised, ReturnedAppraisal
from models.domain.collection.workbook import Finding, Severity
from models.domain.criteria.answers import Awarded, NotApplicable
from models.domain.values import half_up

BLOCKING: tuple[Check[AppraisalReview], ...] = (
    missing_lines,
    doubled_lines,
    unknown_lines,
    missing_points,
    points_not_a_number,
    points_out_of_range,
    missing_reason,
)


def check_appraisal(
    returned: ReturnedAppraisal, context: CheckContext, lines: Iterable[AppraisalLine]
) -> tuple[Finding, ...]:
    """All that is wrong with a returned score sheet, held against the lines that were sent."""
    subject = review_appraisal(returned, context, lines)
    told: set[CellRef] = set()
    names = RowNames(
        lambda: row_names((each.row.place, each.line.item) for each in subject.entries)
    )
    if found := findings_of(IDENTITY, subject, Severity.BLOCKS, told, names):
        return found[:1]
    found = findings_of(BLOCKING, subject, Severity.BLOCKS, told, names)
    return found + findings_of(FILE, subject, Severity.WARNS, told, names)


def to_appraised(
    returned: ReturnedAppraisal, context: CheckContext, lines: Iterable[AppraisalLine]
) -> tuple[Appraised, ...]:
    """The results of a score sheet that ``check_appraisal`` found nothing blocking in."""
    return tuple(_result(entry) for entry in review_appraisal(returned, context, lines).entries)


def _result(entry: AppraisedEntry) -> Appraised:
    answer = NotApplicable() if entry.points is None else Awarded(points=half_up(entry.points))
    row = entry.row
    return Appraised(unit=row.unit, code=row.code, answer=answer, reason=row.reason)
