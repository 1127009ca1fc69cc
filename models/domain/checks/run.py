"""The checks of a returned self-assessment, in order, and the answers once nothing blocks.

To add a check: write its file, its sentence in ``messages``, and its name in a table here. The
order matters: a cell is told of once, by the first check that finds it wrong.
"""

from __future__ import annotations

from decimal import Decimal

from models.domain.answers import Answer
from models.domain.checks.changed_labels import changed_labels
from models.domain.checks.doubled_criteria import doubled_criteria
from models.domain.checks.findings import findings_of, row_names
from models.domain.checks.missing_answer import missing_answer
from models.domain.checks.missing_columns import missing_columns
from models.domain.checks.missing_criteria import missing_criteria
from models.domain.checks.missing_evidence import missing_evidence
from models.domain.checks.not_a_number import not_a_number
from models.domain.checks.not_what_the_rule_gives import not_what_the_rule_gives
from models.domain.checks.off_step import off_step
from models.domain.checks.over_maximum import over_maximum
from models.domain.checks.problem import Check
from models.domain.checks.refused_by_rule import refused_by_rule
from models.domain.checks.review import CheckContext, Identified, Review, review
from models.domain.checks.survey_self_scored import survey_self_scored
from models.domain.checks.unknown_choice import unknown_choice
from models.domain.checks.unknown_criteria import unknown_criteria
from models.domain.checks.wrong_campaign import wrong_campaign
from models.domain.checks.wrong_unit import wrong_unit
from models.domain.checks.wrong_version import wrong_version
from models.domain.entries import Entry, read_entry
from models.domain.form_parts import self_scored
from models.domain.workbook import CellRef, Finding, ReturnedWorkbook, Severity

IDENTITY: tuple[Check[Identified], ...] = (
    wrong_campaign,
    wrong_unit,
    wrong_version,
    missing_columns,
)
"""The first of these that finds something explains all the rest, so it is told alone."""

BLOCKING: tuple[Check[Review], ...] = (
    missing_criteria,
    doubled_criteria,
    unknown_criteria,
    changed_labels,
    survey_self_scored,
    missing_answer,
    not_a_number,
    unknown_choice,
    over_maximum,
    off_step,
    refused_by_rule,
    not_what_the_rule_gives,
)
WARNING: tuple[Check[Review], ...] = (missing_evidence,)


def run_all(returned: ReturnedWorkbook, context: CheckContext) -> tuple[Finding, ...]:
    """All that is wrong with a returned workbook; none that blocks means it can be accepted."""
    subject = review(returned, context)
    told: set[CellRef] = set()
    items = subject.items
    names = row_names((r.place, items[r.code]) for r in returned.rows if r.code in items)
    if found := findings_of(IDENTITY, subject, Severity.BLOCKS, told, names):
        return found[:1]
    return findings_of(BLOCKING, subject, Severity.BLOCKS, told, names) + findings_of(
        WARNING, subject, Severity.WARNS, told, names
    )


def blocks(found: tuple[Finding, ...]) -> bool:
    """Whether any of the findings keeps the workbook from being accepted."""
    return any(finding.severity is Severity.BLOCKS for finding in found)


def to_answers(
    returned: ReturnedWorkbook, context: CheckContext
) -> tuple[dict[str, Answer], dict[str, Decimal]]:
    """Answers and self points by code, of a workbook that ``run_all`` found nothing blocking in.

    The self points are what the unit put in, or what the rule gives where it left them empty; the
    checks have shown that these agree.
    """
    rows = {row.code: row for row in returned.rows}
    entries = [
        read_entry(item, rows[item.code])
        for item in self_scored(context.criteria_set, context.expected.unit)
        if item.code in rows
    ]
    answers = {e.item.code: e.answer for e in entries if e.answer is not None}
    return answers, {e.item.code: _self_points(e) for e in entries if e.answer is not None}


def _self_points(entry: Entry) -> Decimal:
    return entry.self_score if entry.self_score is not None else entry.points or Decimal(0)
