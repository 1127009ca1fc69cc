"""Send each department its score sheet over all communes, once, and what came in after that.

What the communes' accepted sheets say stands beside the points to give.
"""

from collections.abc import Container, Iterator
from decimal import Decimal

from config.workspace import Workspace, open_workspace
from models.domain.campaign import STAGE_OF, Form
from models.domain.collection.appraisal_sheet import SelfEntry, appraisal_lines_of
from models.domain.collection.entries import SelfScoredEntry, read_entry
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.collection.workbook import ReturnedWorkbook
from models.domain.criteria.answers import NotApplicable
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.criteria.parts import self_scored
from models.domain.deadlines import day_in_hanoi
from models.domain.stages import StageState
from models.domain.units import Unit
from models.domain.values import UnitCode
from models.domain.vietnamese.numbers import format_number
from models.store import UnitOfWork
from tasks.prefect_steps.step import step
from tasks.workbook.appraisal.form import build_appraisal
from tasks.workbook.read.parse import parse_self_assessment
from tasks.workbook.read.read import read_workbook
from tasks.workbook.send import areas_of, send_out
from tasks.workbook.write.cover_sheet import cover_for

CommuneAnswers = dict[UnitCode, dict[str, SelfEntry]]
"""What communes put in, by commune and code of the sub-criterion."""
Versions = dict[UnitCode, int]
"""Which version of its self-assessment counts, by commune."""
News = tuple[Unit, frozenset[UnitCode]]
"""A department and the communes that are new to it."""


def commune_answers(
    workspace: Workspace, uow: UnitOfWork, units: Container[UnitCode]
) -> CommuneAnswers:
    """What the accepted sheets of ``units`` say, item by item; each sheet is read once."""
    states, criteria_set = uow.submissions.states(Form.COMMUNE), workspace.sets[Form.COMMUNE]
    return {
        unit.code: _entries(criteria_set, unit.code, uow.files.get(file))
        for unit in workspace.campaign.communes
        if unit.code in units and (file := states.get(unit.code, SubmissionState()).accepted_file)
    }


def _entries(criteria_set: CriteriaSet, unit: UnitCode, content: bytes) -> dict[str, SelfEntry]:
    returned = parse_self_assessment(read_workbook(content, "bảng tự chấm đã nhận"))
    rows = {row.code: row for row in returned.rows}
    return {
        item.code: _entry(returned, read_entry(item, rows[item.code]))
        for item in self_scored(criteria_set, unit)
        if item.code in rows
    }


def _entry(returned: ReturnedWorkbook, entry: SelfScoredEntry) -> SelfEntry:
    row = entry.row
    declared = format_number(row.declared) if isinstance(row.declared, Decimal) else row.declared
    return SelfEntry(
        points=None if isinstance(entry.answer, NotApplicable) else entry.points,
        declared=str(declared or ""),
        evidence=returned.evidence_in_words(row),
        explanation=row.explanation,
    )


@step("Gửi phiếu thẩm định cho cơ quan phụ trách")
def send_appraisal_sheets(campaign: str) -> None:
    """Send every department in charge of an area its sheet; those who have theirs are left."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        states = uow.submissions.states(Form.APPRAISAL)
        waiting = [
            department
            for department in workspace.campaign.departments
            if states.get(department.code, SubmissionState()).status is SubmissionStatus.NOT_SENT
        ]
        versions = accepted_versions(uow)
        answers = commune_answers(workspace, uow, versions) if waiting else {}
    with workspace.change("flow:appraisal") as uow:
        for department in waiting:
            send_appraisal_sheet(workspace, uow, department, answers, versions)


def accepted_versions(uow: UnitOfWork) -> Versions:
    """Which version of its self-assessment counts, by commune that sent one."""
    states = uow.submissions.states(Form.COMMUNE)
    return {unit: state.version for unit, state in states.items() if state.version}


def send_appraisal_sheet(
    workspace: Workspace,
    uow: UnitOfWork,
    department: Unit,
    answers: CommuneAnswers,
    versions: Versions,
    added: str = "",
) -> None:
    """Send a sheet over the communes that have ``answers``, if there is anything to appraise.

    ``added`` names, in a supplement, the communes for whose sake it goes out.
    """
    criteria_set, communes = workspace.sets[Form.COMMUNE], workspace.campaign.communes
    lines = tuple(appraisal_lines_of(criteria_set, department.code, communes, answers))
    if lines:
        identity = workspace.forms.identity_for(Form.APPRAISAL, department)
        facts = cover_for(workspace.campaign, Form.APPRAISAL, department)
        sheet = build_appraisal(criteria_set, lines, identity, facts)
        about = {"areas": areas_of(workspace, department), "added": added}
        listed = {unit: versions[unit] for unit in answers}
        send_out(workspace, uow, identity, sheet, about, listed)


@step("Gửi phiếu thẩm định bổ sung")
def send_supplements(campaign: str) -> None:
    """Send each department what is new to it, at most once a day, until its round is locked."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        if uow.stages.all()[STAGE_OF[Form.APPRAISAL]].state is StageState.PENDING:
            return
        waiting = list(_news(workspace, uow))
    if waiting:
        with workspace.change("flow:appraisal") as uow:
            for department, units in _news(workspace, uow):
                _send_supplement(workspace, uow, department, units)


def _news(workspace: Workspace, uow: UnitOfWork) -> Iterator[News]:
    """The departments that were sent a sheet before today, each with the communes new to it."""
    versions, states = accepted_versions(uow), uow.submissions.states(Form.APPRAISAL)
    today = day_in_hanoi(workspace.now())
    for department in workspace.campaign.departments:
        state = states.get(department.code, SubmissionState())
        sent = state.supplement_at or state.sent_out_at
        # A history without versions was written before they were kept: nothing is known to be new.
        if state.locked or not state.seen or sent is None or day_in_hanoi(sent) >= today:
            continue
        units = {unit for unit, version in versions.items() if state.seen.get(unit) != version}
        if units:
            yield department, frozenset(units)


def _send_supplement(
    workspace: Workspace, uow: UnitOfWork, department: Unit, units: frozenset[UnitCode]
) -> None:
    versions = accepted_versions(uow)
    appraised = uow.scores.of(Form.APPRAISAL, department.code)
    listed = units | {unit for unit in versions if unit not in appraised}
    answers = commune_answers(workspace, uow, listed)
    names = [unit.name for unit in workspace.campaign.communes if unit.code in units]
    send_appraisal_sheet(workspace, uow, department, answers, versions, "; ".join(names))
