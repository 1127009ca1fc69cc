"""A returned self-assessment beside what was sent, read once, and all that is wrong with it."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from models.domain.cells import CellRef
from models.domain.checks.check import CheckPhase
from models.domain.checks.context import FILE_NOTES, IDENTITY, CheckContext
from models.domain.checks.findings import RowNames, blocks, findings_of, row_names
from models.domain.collection.entries import SelfScoredEntry, read_entry
from models.domain.collection.workbook import Finding, ReturnedRow, ReturnedWorkbook, Severity
from models.domain.criteria.answers import Answer
from models.domain.criteria.criteria_set import ScoreSource, SubCriterion
from models.domain.criteria.parts import self_scored


@dataclass(frozen=True)
class SelfAssessmentReview:
    """A returned workbook, its context, and its self-scored rows read by their rules.

    ``entries`` leaves out rows that occur twice: which of them counts is for the unit to say.
    """

    returned: ReturnedWorkbook
    context: CheckContext
    expected_items: tuple[SubCriterion, ...]
    entries: tuple[SelfScoredEntry, ...]
    survey_rows: tuple[ReturnedRow, ...]
    doubled: tuple[ReturnedRow, ...]
    items: dict[str, SubCriterion] = field(repr=False)


UNTOUCHED = CheckPhase[SelfAssessmentReview]("Biểu chưa được điền", Severity.BLOCKS)
"""Reported in place of every empty cell."""
BLOCKING = CheckPhase[SelfAssessmentReview]("Bảng tự chấm phải sửa", Severity.BLOCKS)
WARNING = CheckPhase[SelfAssessmentReview]("Bảng tự chấm nên xem lại", Severity.WARNS)


@dataclass(frozen=True)
class Assessment:
    """All that is wrong with a returned workbook, and what it says if nothing blocks.

    ``answers``, ``points`` and ``notes`` are by code, in the order of the criteria set, and empty
    when a finding blocks. The points are what the unit put in, or what the rule gives where it left
    them empty; the checks have shown that these agree. The notes are what it explains.
    """

    findings: tuple[Finding, ...]
    answers: dict[str, Answer] = field(default_factory=dict)
    points: dict[str, Decimal] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def assess(returned: ReturnedWorkbook, context: CheckContext) -> Assessment:
    """Hold a returned workbook against its context; it can be accepted if nothing blocks."""
    subject = review_self_assessment(returned, context)
    findings = _findings(subject)
    if blocks(findings):
        return Assessment(findings)
    by_code = {entry.item.code: entry for entry in subject.entries}
    entries = [by_code[item.code] for item in subject.expected_items if item.code in by_code]
    answers = {e.item.code: e.answer for e in entries if e.answer is not None}
    points = {e.item.code: _self_points(e) for e in entries if e.answer is not None}
    return Assessment(findings, answers, points, {e.item.code: e.explanation for e in entries})


def review_self_assessment(
    returned: ReturnedWorkbook, context: CheckContext
) -> SelfAssessmentReview:
    """Read every row of ``returned`` that the unit scores itself by the rule of its item."""
    items = context.criteria_set.items_by_code
    expected = self_scored(context.criteria_set, context.expected.unit)
    seen = Counter(row.code for row in returned.rows)
    wanted = {item.code for item in expected}
    return SelfAssessmentReview(
        returned=returned,
        context=context,
        expected_items=expected,
        entries=tuple(
            read_entry(items[row.code], row)
            for row in returned.rows
            if row.code in wanted and seen[row.code] == 1
        ),
        survey_rows=tuple(
            row
            for row in returned.rows
            if row.code in items and items[row.code].source is ScoreSource.SURVEY
        ),
        doubled=tuple(row for row in returned.rows if seen[row.code] > 1),
        items=items,
    )


def _findings(subject: SelfAssessmentReview) -> tuple[Finding, ...]:
    reported: set[CellRef] = set()
    rows, items = subject.returned.rows, subject.items
    names = RowNames(
        lambda: row_names((row.place, items[row.code]) for row in rows if row.code in items)
    )
    if found := findings_of([IDENTITY], subject, reported, names):
        return found[:1]
    warned = findings_of([FILE_NOTES], subject, reported, names)
    if found := findings_of([UNTOUCHED], subject, reported, names):
        return (*found, *warned)
    found = findings_of([BLOCKING], subject, reported, names)
    return (*found, *warned, *findings_of([WARNING], subject, reported, names))


def _self_points(entry: SelfScoredEntry) -> Decimal:
    return entry.self_score if entry.self_score is not None else entry.points or Decimal(0)
