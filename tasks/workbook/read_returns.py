"""Findings of a returned workbook, and the score rows it gives when nothing blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from config.workspace import Workspace
from models.domain.answers import Answer, Awarded, NotApplicable
from models.domain.appraised_workbook import AppraisalLine, Appraised, SelfEntry, lines_of
from models.domain.campaign import Form
from models.domain.checks.appraisal.run import check_appraisal, to_appraised
from models.domain.checks.run import blocks, run_all, to_answers
from models.domain.score_row import ScoreRow
from models.domain.units import Unit
from models.domain.values import UnitCode
from models.domain.workbook import Finding, Sheet
from models.store import UnitOfWork
from models.store.tally import SELF
from tasks.workbook.appraisal_parse import parse_appraisal
from tasks.workbook.contexts import context_for
from tasks.workbook.parse import parse

Judged = tuple[tuple[Finding, ...], dict[UnitCode, list[ScoreRow]]]


def judge_self_assessment(
    workspace: Workspace, form: Form, unit: Unit, sheets: Sequence[Sheet]
) -> Judged:
    """What is wrong with a unit's sheet; its own rows when it can be accepted."""
    context = context_for(workspace, form, unit)
    returned = parse(sheets)
    findings = run_all(returned, context)
    if blocks(findings):
        return findings, {}
    answers, points = to_answers(returned, context)
    notes = {row.code: row.explanation for row in returned.rows}
    return findings, {
        unit.code: [
            ScoreRow(criterion=code, answer=answer, points=points[code], note=notes[code])
            for code, answer in answers.items()
        ]
    }


def judge_appraisal(
    workspace: Workspace, uow: UnitOfWork, department: Unit, sheets: Sequence[Sheet]
) -> Judged:
    """What is wrong with a department's score sheet; the communes' rows when it is accepted."""
    context = context_for(workspace, Form.APPRAISAL, department)
    returned = parse_appraisal(sheets)
    lines = _lines_to_check(workspace, uow, department)
    findings = check_appraisal(returned, context, lines)
    if blocks(findings):
        return findings, {}
    return findings, _by_commune(to_appraised(returned, context, lines), department)


def _by_commune(appraised: Iterable[Appraised], department: Unit) -> dict[UnitCode, list[ScoreRow]]:
    rows: dict[UnitCode, list[ScoreRow]] = {}
    for result in appraised:
        row = ScoreRow(
            criterion=result.code,
            answer=result.answer,
            points=_points(result.answer),
            note=result.reason,
            by=department.code,
        )
        rows.setdefault(result.unit, []).append(row)
    return rows


def _points(answer: Answer) -> Decimal:
    return answer.points if isinstance(answer, Awarded) else Decimal(0)


def _lines_to_check(
    workspace: Workspace, uow: UnitOfWork, department: Unit
) -> tuple[AppraisalLine, ...]:
    """The lines that were sent to ``department``, with the communes' stored self scores.

    A check compares points only, so no commune's workbook is opened for it.
    """
    entries = {
        unit: {row.criterion: _scored(row) for row in rows}
        for unit, rows in uow.scores.of(Form.COMMUNE, SELF).items()
    }
    communes = workspace.campaign.communes
    return tuple(lines_of(workspace.sets[Form.COMMUNE], department.code, communes, entries))


def _scored(row: ScoreRow) -> SelfEntry:
    return SelfEntry(points=None if isinstance(row.answer, NotApplicable) else row.points)
