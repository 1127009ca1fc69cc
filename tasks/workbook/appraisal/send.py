"""Send each department its score sheet over all communes, once."""

from __future__ import annotations

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.collection.appraisal_sheet import lines_of
from models.domain.collection.submission import SubmissionState, SubmissionStatus
from models.domain.messages.message import Purpose
from models.domain.units import Unit
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.prefect_steps.step import step
from tasks.workbook.appraisal.communes_said import Said, communes_said
from tasks.workbook.appraisal.form import build_appraisal
from tasks.workbook.outgoing import areas_of, send_out
from tasks.workbook.write.cover_for import cover_for

Versions = dict[UnitCode, int]


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
        said = communes_said(workspace, uow, versions) if waiting else {}
    with workspace.change("flow:appraisal") as uow:
        for department in waiting:
            send_sheet(workspace, uow, department, said, versions)


def accepted_versions(uow: UnitOfWork) -> Versions:
    """Which version of its self-assessment counts, by commune that sent one."""
    states = uow.submissions.states(Form.COMMUNE)
    return {unit: state.version for unit, state in states.items() if state.version}


def send_sheet(
    workspace: Workspace,
    uow: UnitOfWork,
    department: Unit,
    said: Said,
    versions: Versions,
    added: str = "",
) -> None:
    """Send a sheet over the communes that ``said`` something, if there is anything to appraise.

    ``added`` names, in a supplement, the communes for whose sake it goes out.
    """
    criteria_set, communes = workspace.sets[Form.COMMUNE], workspace.campaign.communes
    lines = tuple(lines_of(criteria_set, department.code, communes, said))
    if lines:
        identity = workspace.forms.identity_for(Form.APPRAISAL, department)
        facts = cover_for(workspace.campaign, Form.APPRAISAL, department)
        sheet = build_appraisal(criteria_set, lines, identity, facts)
        about = {"areas": areas_of(workspace, department), "added": added}
        listed = {unit: versions[unit] for unit in said}
        send_out(workspace, uow, identity, sheet, Purpose.APPRAISAL_SHEET_SENT, about, listed)
