"""Send departments a sheet over the communes that were accepted after theirs went out.

A unit that was given time may come in while the appraisal is under way. The department gets a
supplement: it lists those communes, and all that it has not appraised yet. What it returns is added
to what it appraised before.
"""

from __future__ import annotations

from collections.abc import Iterator

from config.workspace import Workspace, open_workspace
from models.domain.campaign import STAGE_OF, Form
from models.domain.collection.submission import SubmissionState
from models.domain.deadlines import day_in_hanoi
from models.domain.stages import StageState
from models.domain.units import Unit
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.prefect_steps.step import step
from tasks.workbook.appraisal.communes_said import communes_said
from tasks.workbook.appraisal.send import accepted_versions, send_sheet

News = tuple[Unit, frozenset[UnitCode]]


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
                _send(workspace, uow, department, units)


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


def _send(
    workspace: Workspace, uow: UnitOfWork, department: Unit, units: frozenset[UnitCode]
) -> None:
    versions = accepted_versions(uow)
    appraised = uow.scores.of(Form.APPRAISAL, department.code)
    listed = units | {unit for unit in versions if unit not in appraised}
    said = communes_said(workspace, uow, listed)
    names = [unit.name for unit in workspace.campaign.communes if unit.code in units]
    send_sheet(workspace, uow, department, said, versions, "; ".join(names))
