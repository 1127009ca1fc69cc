"""What the communes' accepted sheets say, for the appraisers who see it beside the points."""

from __future__ import annotations

from collections.abc import Container
from decimal import Decimal

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.appraisal_sheet import SelfEntry
from models.domain.collection.entries import Entry, read_entry
from models.domain.collection.submission import SubmissionState
from models.domain.collection.workbook import ReturnedWorkbook
from models.domain.criteria.answers import NotApplicable
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.criteria.parts import self_scored
from models.domain.evidence.declared import evidence_in_words
from models.domain.values import UnitCode
from models.domain.vietnamese.numbers import format_number
from models.store import UnitOfWork
from tasks.workbook.read.parse import parse
from tasks.workbook.read.read import read

Said = dict[UnitCode, dict[str, SelfEntry]]


def communes_said(workspace: Workspace, uow: UnitOfWork, units: Container[UnitCode]) -> Said:
    """What the accepted sheets of ``units`` say, item by item; each sheet is read once."""
    states, criteria_set = uow.submissions.states(Form.COMMUNE), workspace.sets[Form.COMMUNE]
    return {
        unit.code: _said(criteria_set, unit.code, uow.files.get(file))
        for unit in workspace.campaign.communes
        if unit.code in units and (file := states.get(unit.code, SubmissionState()).accepted_file)
    }


def _said(criteria_set: CriteriaSet, unit: UnitCode, content: bytes) -> dict[str, SelfEntry]:
    returned = parse(read(content, "bảng tự chấm đã nhận"))
    rows = {row.code: row for row in returned.rows}
    return {
        item.code: _as_seen(returned, read_entry(item, rows[item.code]))
        for item in self_scored(criteria_set, unit)
        if item.code in rows
    }


def _as_seen(returned: ReturnedWorkbook, entry: Entry) -> SelfEntry:
    row = entry.row
    declared = format_number(row.declared) if isinstance(row.declared, Decimal) else row.declared
    return SelfEntry(
        points=None if isinstance(entry.answer, NotApplicable) else entry.points,
        declared=str(declared or ""),
        evidence=evidence_in_words(returned, row),
        explanation=row.explanation,
    )
