"""Send each department its score sheet over all communes, once."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.campaign import Form
from models.domain.messages import Purpose
from models.domain.submission import SubmissionState, SubmissionStatus
from tasks.step import step
from tasks.workbook.appraisal import build_appraisal
from tasks.workbook.contexts import cover_for, identity_for
from tasks.workbook.read_returns import appraisal_lines
from tasks.workbook.send import send_one


@step("Gửi phiếu thẩm định cho cơ quan phụ trách")
def send_appraisal_sheets(campaign: str) -> None:
    """Send every department in charge of an area its sheet; those who have theirs are left."""
    workspace = open_workspace(campaign)
    with workspace.change("flow:appraisal") as uow:
        states = uow.submissions.states(Form.APPRAISAL)
        for department in workspace.campaign.departments:
            known = states.get(department.code, SubmissionState())
            if known.status is not SubmissionStatus.NOT_SENT:
                continue
            lines = appraisal_lines(workspace, uow, department)
            if not lines:
                continue
            identity = identity_for(workspace, Form.APPRAISAL, department)
            facts = cover_for(workspace, Form.APPRAISAL, department)
            sheet = build_appraisal(workspace.sets[Form.COMMUNE], lines, identity, facts)
            send_one(workspace, uow, identity, sheet, Purpose.APPRAISAL_SHEET_SENT)
