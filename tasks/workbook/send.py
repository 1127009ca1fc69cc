"""Make each unit's own workbook and queue it to the unit's officers, once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.criteria import CriteriaSet
from models.domain.deadlines import HANOI
from models.domain.messages import Attachment, Message, Purpose, message_key
from models.domain.submission import SubmissionStatus, WorkbookSent
from models.domain.units import Position, Unit
from models.domain.workbook import Identity
from models.store import UnitOfWork
from tasks.progress import tracked
from tasks.step import step
from tasks.workbook.blank import personalise_all
from tasks.workbook.contexts import cover_for, identity_for, set_for


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
            send_one(workspace, uow, identity, content, Purpose.WORKBOOK_SENT)


def made_for(
    workspace: Workspace, form: Form, units: list[Unit]
) -> Iterator[tuple[Identity, bytes]]:
    """The workbook of each unit that has something to answer, by the set it answers."""
    asked = [(set_for(workspace, form, unit), unit) for unit in units]

    def code(pair: tuple[CriteriaSet | None, Unit]) -> str:
        return form if form is Form.COMMUNE else pair[1].code

    for _, group in groupby(asked, key=code):
        pairs = [(criteria_set, unit) for criteria_set, unit in group if criteria_set is not None]
        if pairs:
            sheets = (
                (identity_for(workspace, form, unit), cover_for(workspace, form, unit))
                for _, unit in pairs
            )
            yield from personalise_all(pairs[0][0], sheets)


def send_one(
    workspace: Workspace, uow: UnitOfWork, identity: Identity, content: bytes, purpose: Purpose
) -> None:
    """Store one unit's workbook, note that it went out, and queue it to the officers."""
    campaign, now = workspace.campaign, workspace.now()
    unit = campaign.unit(identity.unit)
    name = file_name(identity, unit)
    sha = uow.files.put(content, name)
    uow.submissions.append(identity.form, unit.code, WorkbookSent(at=now, file=sha))
    day, subject = now.astimezone(HANOI).date(), f"{identity.form}:{unit.code}"
    params = {"limit": campaign.limit_of(identity.form).in_words()}
    if purpose is Purpose.WORKBOOK_SENT:
        params["form"] = identity.form
    else:
        params["areas"] = areas_of(workspace, unit)
    uow.messages.queue(
        [
            Message(
                key=message_key(campaign.id, person.id, purpose, subject, day),
                person=person.id,
                purpose=purpose,
                unit=unit.code,
                subject_ref=subject,
                params=params,
                attachments=(Attachment(name=name, sha256=sha),),
                not_before=now,
            )
            for person in campaign.contacts_of(unit.code)
            if person.position is Position.OFFICER
        ]
    )


def file_name(identity: Identity, unit: Unit) -> str:
    """The name under which an official sees the file: plain letters, for every mail program."""
    kinds = {Form.COMMUNE: "TuCham", Form.AUTHORITY: "TuCham", Form.APPRAISAL: "ThamDinh"}
    return f"{kinds[identity.form]}-{unit.code}-{identity.campaign}.xlsx"


def areas_of(workspace: Workspace, unit: Unit) -> str:
    """The areas that a department appraises, in words."""
    names = [a.name for a in workspace.sets[Form.COMMUNE].areas if a.body == unit.code]
    return "; ".join(names)
