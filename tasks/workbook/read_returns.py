"""Findings of a returned workbook, and the score rows it gives when nothing blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from config.workspace import Workspace
from models.domain.answers import Answer, Awarded, NotApplicable
from models.domain.appraised_workbook import AppraisalLine, Appraised, SelfEntry, lines_of
from models.domain.campaign import Form
from models.domain.checks.appraisal.run import check_appraisal, to_appraised
from models.domain.checks.run import blocks, run_all, to_answers
from models.domain.criteria import CriteriaSet
from models.domain.entries import Entry, read_entry
from models.domain.form_parts import self_scored
from models.domain.numbers_vi import format_number
from models.domain.score_row import ScoreRow
from models.domain.submission import SubmissionState
from models.domain.units import Unit
from models.domain.values import UnitCode
from models.domain.workbook import Finding, ReturnedWorkbook, Sheet
from models.store import UnitOfWork
from tasks.workbook.appraisal_parse import parse_appraisal
from tasks.workbook.contexts import context_for
from tasks.workbook.parse import parse
from tasks.workbook.read import read

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
    lines = appraisal_lines(workspace, uow, department)
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


def appraisal_lines(
    workspace: Workspace, uow: UnitOfWork, department: Unit
) -> tuple[AppraisalLine, ...]:
    """The lines that ``department`` appraises, with what the accepted sheets of communes say."""
    states, criteria_set = uow.submissions.states(Form.COMMUNE), workspace.sets[Form.COMMUNE]
    entries = {
        unit.code: entries_of(criteria_set, unit.code, uow.files.get(file))
        for unit in workspace.campaign.communes
        if (file := states.get(unit.code, SubmissionState()).accepted_file)
    }
    return tuple(lines_of(criteria_set, department.code, workspace.campaign.communes, entries))


def entries_of(criteria_set: CriteriaSet, unit: UnitCode, content: bytes) -> dict[str, SelfEntry]:
    """What a commune's accepted sheet says, item by item."""
    rows = {row.code: row for row in _returned(content).rows}
    return {
        item.code: _as_seen(read_entry(item, rows[item.code]))
        for item in self_scored(criteria_set, unit)
        if item.code in rows
    }


@lru_cache(maxsize=1024)
def _returned(content: bytes) -> ReturnedWorkbook:
    """A sheet by its content: every department's score sheet asks for every commune's."""
    return parse(read(content, "bảng tự chấm đã nhận"))


def _as_seen(entry: Entry) -> SelfEntry:
    row = entry.row
    declared = format_number(row.declared) if isinstance(row.declared, Decimal) else row.declared
    return SelfEntry(
        points=None if isinstance(entry.answer, NotApplicable) else entry.points,
        declared=str(declared or ""),
        evidence=row.evidence,
        explanation=row.explanation,
    )
