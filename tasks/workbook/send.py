"""Make each unit's own workbook and queue it to the unit's officers, once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form, LastYear
from models.domain.collection.submission import SubmissionStatus
from models.domain.collection.workbook import Identity
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.messages.message import Purpose
from models.domain.units import Unit
from tasks.prefect_steps.step import step, tracked
from tasks.workbook.outgoing import send_out
from tasks.workbook.write.blank import personalise_all
from tasks.workbook.write.cover_for import cover_for


@step("Tạo và gửi bảng tự chấm")
def send_workbooks(campaign: str, form: Form) -> None:
    """Send every unit that owes ``form`` its workbook; units that have theirs are left alone."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        states = uow.submissions.states(form)
    waiting = [
        unit
        for unit in workspace.campaign.owing(form)
        if unit.code not in states or states[unit.code].status is SubmissionStatus.NOT_SENT
    ]
    with workspace.change("flow:self_assessment") as uow:
        made, key = made_for(workspace, form, waiting), f"{campaign}-9-dang-gui-bang-tu-cham"
        for identity, content in tracked(made, len(waiting), key, "Số bảng tự chấm đã tạo"):
            send_out(workspace, uow, identity, content, Purpose.WORKBOOK_SENT, {"form": form})


def made_for(
    workspace: Workspace, form: Form, units: list[Unit]
) -> Iterator[tuple[Identity, bytes]]:
    """The workbook of each unit that has something to answer, by the set it answers."""
    forms = workspace.forms
    asked = [(forms.set_for(form, unit), unit) for unit in units]

    def code(pair: tuple[CriteriaSet | None, Unit]) -> str:
        return form if form is Form.COMMUNE else pair[1].code

    for _, group in groupby(asked, key=code):
        pairs = [(criteria_set, unit) for criteria_set, unit in group if criteria_set is not None]
        if pairs:
            sheets = (
                (forms.identity_for(form, unit), cover_for(workspace.campaign, form, unit))
                for _, unit in pairs
            )
            yield from personalise_all(pairs[0][0], sheets, _last_year(workspace, form))


def _last_year(workspace: Workspace, form: Form) -> LastYear:
    """Last year's points of those who owe ``form``, as far as they are known."""
    known = workspace.campaign.last_year
    owing = (unit.code for unit in workspace.campaign.owing(form))
    return {code: known[code] for code in owing if code in known}
