"""Send a workbook out: it is stored, noted in the unit's history, and queued to its officers."""

from __future__ import annotations

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.submission import WorkbookSent
from models.domain.collection.workbook import Identity
from models.domain.deadlines import day_in_hanoi
from models.domain.messages.message import Attachment, Message, Purpose, message_key
from models.domain.units import Contact, Position, Unit
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.signed.links import new_link

KINDS = {Form.COMMUNE: "TuCham", Form.AUTHORITY: "TuCham", Form.APPRAISAL: "ThamDinh"}


def send_out(
    workspace: Workspace,
    uow: UnitOfWork,
    identity: Identity,
    content: bytes,
    purpose: Purpose,
    about: dict[str, str],
    versions: dict[UnitCode, int] | None = None,
) -> None:
    """Store one unit's workbook, note that it went out, and queue it to the officers.

    ``about`` are the parameters of the message besides the limit and the link; ``versions`` are
    those of the communes that an appraisal sheet was filled in from.
    """
    campaign, name = workspace.campaign, file_name(identity)
    sha = uow.files.put(content, name)
    event = WorkbookSent(at=workspace.now(), file=sha, versions=versions or {})
    uow.submissions.append(identity.form, identity.unit, event)
    attachment = Attachment(name=name, sha256=sha)
    params = {"limit": campaign.limit_of(identity.form).in_words(), **about}
    uow.messages.queue(
        [
            _message(
                workspace,
                identity,
                person,
                purpose,
                {**params, "portal": new_link(workspace, uow, identity.form, person)},
                attachment,
            )
            for person in campaign.contacts_of(identity.unit)
            if person.position is Position.OFFICER
        ]
    )


def _message(
    workspace: Workspace,
    identity: Identity,
    person: Contact,
    purpose: Purpose,
    params: dict[str, str],
    attachment: Attachment,
) -> Message:
    now, subject = workspace.now(), f"{identity.form}:{identity.unit}"
    day = day_in_hanoi(now)
    return Message(
        key=message_key(workspace.campaign.id, person.id, purpose, subject, day),
        person=person.id,
        purpose=purpose,
        unit=identity.unit,
        subject_ref=subject,
        params=params,
        attachments=(attachment,),
        not_before=now,
    )


def file_name(identity: Identity) -> str:
    """The name under which an official sees the file: plain letters, for every mail program."""
    return f"{KINDS[identity.form]}-{identity.unit}-{identity.campaign}.xlsx"


def areas_of(workspace: Workspace, unit: Unit) -> str:
    """The areas that a department appraises, in words."""
    names = [a.name for a in workspace.sets[Form.COMMUNE].areas if a.body == unit.code]
    return "; ".join(names)
