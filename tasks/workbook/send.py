"""Make each unit's own workbook and send it out, once: stored, noted, queued to the officers."""

from collections.abc import Iterator
from itertools import groupby

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form, LastYear
from models.domain.collection.submission import purpose_of
from models.domain.collection.submission_events import WorkbookSent
from models.domain.collection.submission_state import SubmissionStatus
from models.domain.collection.workbook import Identity
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.deadlines import day_in_hanoi
from models.domain.messages.message import Attachment, Message, message_key
from models.domain.units import Contact, Position, Unit
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.prefect_steps.step import step, tracked
from tasks.signed.links import new_link
from tasks.workbook.write.blank import personalise_all
from tasks.workbook.write.cover_sheet import cover_for

_FILE_STEMS = {Form.COMMUNE: "TuCham", Form.AUTHORITY: "TuCham", Form.APPRAISAL: "ThamDinh"}


def send_out(
    workspace: Workspace,
    uow: UnitOfWork,
    identity: Identity,
    content: bytes,
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
                {**params, "portal": new_link(workspace, uow, identity.form, person)},
                attachment,
            )
            for person in campaign.contacts_of(identity.unit, Position.OFFICER)
        ]
    )


def _message(
    workspace: Workspace,
    identity: Identity,
    person: Contact,
    params: dict[str, str],
    attachment: Attachment,
) -> Message:
    now, subject = workspace.now(), f"{identity.form}:{identity.unit}"
    purpose = purpose_of(WorkbookSent, identity.form)
    return Message(
        key=message_key(workspace.campaign.id, person.id, purpose, subject, day_in_hanoi(now)),
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
    return f"{_FILE_STEMS[identity.form]}-{identity.unit}-{identity.campaign}.xlsx"


def areas_of(workspace: Workspace, unit: Unit) -> str:
    """The areas that a department appraises, in words."""
    names = [a.name for a in workspace.sets[Form.COMMUNE].areas if a.body == unit.code]
    return "; ".join(names)


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
            send_out(workspace, uow, identity, content, {"form": form})


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
