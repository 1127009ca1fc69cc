"""The checks of a returned self-assessment, in order, and the answers once nothing blocks.

To add a check: write its file, its sentence in ``messages``, and its name in a table here. The
order matters: a cell is told of once, by the first check that finds it wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from models.domain.cells import CellRef
from models.domain.checks.check import Check
from models.domain.checks.findings import RowNames, findings_of, row_names
from models.domain.checks.has_embedded_objects import has_embedded_objects
from models.domain.checks.has_external_links import has_external_links
from models.domain.checks.has_macros import has_macros
from models.domain.checks.missing_columns import missing_columns
from models.domain.checks.self_assessment.cell_error import cell_error
from models.domain.checks.self_assessment.changed_labels import changed_labels
from models.domain.checks.self_assessment.doubled_criteria import doubled_criteria
from models.domain.checks.self_assessment.formula_without_result import formula_without_result
from models.domain.checks.self_assessment.missing_answer import missing_answer
from models.domain.checks.self_assessment.missing_criteria import missing_criteria
from models.domain.checks.self_assessment.missing_evidence import missing_evidence
from models.domain.checks.self_assessment.not_a_number import not_a_number
from models.domain.checks.self_assessment.not_what_the_rule_gives import not_what_the_rule_gives
from models.domain.checks.self_assessment.note_beside_number import note_beside_number
from models.domain.checks.self_assessment.nothing_filled import nothing_filled
from models.domain.checks.self_assessment.number_became_date import number_became_date
from models.domain.checks.self_assessment.off_step import off_step
from models.domain.checks.self_assessment.over_maximum import over_maximum
from models.domain.checks.self_assessment.refused_by_rule import refused_by_rule
from models.domain.checks.self_assessment.review import CheckContext, Identified, Review, review
from models.domain.checks.self_assessment.survey_self_scored import survey_self_scored
from models.domain.checks.self_assessment.unknown_choice import unknown_choice
from models.domain.checks.self_assessment.unknown_criteria import unknown_criteria
from models.domain.checks.self_assessment.wrong_total import wrong_total
from models.domain.checks.wrong_campaign import wrong_campaign
from models.domain.checks.wrong_unit import wrong_unit
from models.domain.checks.wrong_version import wrong_version
from models.domain.collection.entries import Entry
from models.domain.collection.workbook import Finding, ReturnedWorkbook, Severity
from models.domain.criteria.answers import Answer

IDENTITY: tuple[Check[Identified], ...] = (
    wrong_campaign,
    wrong_unit,
    wrong_version,
    missing_columns,
)
"""The first of these that finds something explains all the rest, so it is told alone."""

UNTOUCHED: tuple[Check[Review], ...] = (nothing_filled,)
"""Told in place of every empty cell."""

BLOCKING: tuple[Check[Review], ...] = (
    missing_criteria,
    doubled_criteria,
    unknown_criteria,
    changed_labels,
    survey_self_scored,
    cell_error,
    formula_without_result,
    number_became_date,
    missing_answer,
    not_a_number,
    unknown_choice,
    over_maximum,
    off_step,
    refused_by_rule,
    not_what_the_rule_gives,
    missing_evidence,
)
WARNING: tuple[Check[Review], ...] = (note_beside_number, wrong_total)
FILE: tuple[Check[Identified], ...] = (has_macros, has_external_links, has_embedded_objects)
"""What a file should not carry; none of it is opened, so none of it blocks."""


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
    subject = review(returned, context)
    findings = _findings(subject)
    if blocks(findings):
        return Assessment(findings)
    by_code = {entry.item.code: entry for entry in subject.entries}
    entries = [by_code[item.code] for item in subject.expected_items if item.code in by_code]
    answers = {e.item.code: e.answer for e in entries if e.answer is not None}
    points = {e.item.code: _self_points(e) for e in entries if e.answer is not None}
    return Assessment(findings, answers, points, {e.item.code: e.explanation for e in entries})


def _findings(subject: Review) -> tuple[Finding, ...]:
    told: set[CellRef] = set()
    rows, items = subject.returned.rows, subject.items
    names = RowNames(
        lambda: row_names((row.place, items[row.code]) for row in rows if row.code in items)
    )
    if found := findings_of(IDENTITY, subject, Severity.BLOCKS, told, names):
        return found[:1]
    warned = findings_of(FILE, subject, Severity.WARNS, told, names)
    if found := findings_of(UNTOUCHED, subject, Severity.BLOCKS, told, names):
        return (*found, *warned)
    found = findings_of(BLOCKING, subject, Severity.BLOCKS, told, names)
    return (*found, *warned, *findings_of(WARNING, subject, Severity.WARNS, told, names))


def run_all(returned: ReturnedWorkbook, context: CheckContext) -> tuple[Finding, ...]:
    """All that is wrong with a returned workbook; none that blocks means it can be accepted."""
    return assess(returned, context).findings


def blocks(found: tuple[Finding, ...]) -> bool:
    """Whether any of the findings keeps the workbook from being accepted."""
    return any(finding.severity is Severity.BLOCKS for finding in found)


def _self_points(entry: Entry) -> Decimal:
    return entry.self_score if entry.self_score is not None else entry.points or Decimal(0)
