"""Queue issued documents to their receivers, once each; the packed dossier goes to those above."""

from datetime import date, datetime

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Campaign
from models.domain.documents.kinds import DOCUMENTS
from models.domain.documents.record import DocumentRecord, series
from models.domain.messages.message import Attachment, Message, message_key
from models.domain.messages.purposes import Purpose
from models.domain.stages import StageName
from models.domain.units import Contact, Position
from models.domain.values import Value
from models.store import UnitOfWork
from tasks.documents.bundles import BUNDLE, bundle_name
from tasks.documents.wording import bodies_above, full_name, issued_name, packed_name
from tasks.prefect_steps.step import step

MOST_BYTES = 10 * 2**20
"""A bigger dossier is not mailed: 10 MB become 14 MB in a mail, and many servers take no more."""


class DossierAttachment(Value):
    """A packed dossier to be sent: the file if it can be mailed, and a word if it can not."""

    files: tuple[Attachment, ...] = ()
    note: str = ""


@step("Gửi văn bản đến nơi nhận")
def send_documents(campaign: str, stage: StageName, round_: int) -> None:
    """Queue each issued document of the round, with its annexes, to those it is for."""
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{stage}") as uow:
        dossier = _dossier(uow, stage, round_)
        issued = [
            record
            for record in uow.documents.all()
            if record.ref == stage and record.round == round_ and record.issued
        ]
        for record in issued:
            day = record.issued_on
            if day and record.kind in DOCUMENTS and DOCUMENTS[record.kind].is_sent:
                annexes = _annexes(issued, record)
                uow.messages.queue(_messages(workspace, record, day, annexes, dossier))


def _dossier(uow: UnitOfWork, stage: StageName, round_: int) -> DossierAttachment:
    """The packed dossier of the round; nothing when the stage packs none."""
    packed = uow.documents.get(BUNDLE, stage, round_)
    if packed is None:
        return DossierAttachment()
    name, size = packed_name(stage), uow.files.size(packed.sha256)
    if size <= MOST_BYTES:
        return DossierAttachment(files=(Attachment(name=name, sha256=packed.sha256),))
    megabytes = f"{size / 2**20:.1f}".replace(".", ",")
    return DossierAttachment(
        note=f"{bundle_name(stage)} ({megabytes} MB) quá lớn để gửi kèm thư; cán bộ vận hành "
        "chuyển tệp bằng đường khác (trục liên thông văn bản hoặc bàn giao trực tiếp)"
    )


def _annexes(issued: list[DocumentRecord], main: DocumentRecord) -> list[DocumentRecord]:
    return [
        record
        for record in issued
        if record.number == main.number
        and record.kind in DOCUMENTS
        and DOCUMENTS[record.kind].is_annex
    ]


def _messages(
    workspace: Workspace,
    record: DocumentRecord,
    issued_on: date,
    annexes: list[DocumentRecord],
    dossier: DossierAttachment,
) -> list[Message]:
    """One message a receiver; who is above, and who must hand it over, learns of the dossier."""
    campaign = workspace.campaign
    files = tuple(
        Attachment(name=issued_name(each, campaign.authority), sha256=each.sha256)
        for each in (record, *annexes)
    )
    people = receivers(campaign, record.kind)
    above = [person for person in people if is_above(campaign, person)]
    if dossier.note:
        above += campaign.people(Position.OPERATOR)
    rest = [person for person in people if person not in above]
    whole = files + dossier.files
    now = workspace.now()
    return [
        *(_message(workspace, record, issued_on, whole, who, now, dossier.note) for who in above),
        *(_message(workspace, record, issued_on, files, who, now) for who in rest),
    ]


def _message(
    workspace: Workspace,
    record: DocumentRecord,
    issued_on: date,
    files: tuple[Attachment, ...],
    person: Contact,
    now: datetime,
    note: str = "",
) -> Message:
    """A message keyed by the day of issue: a run of a later day finds it queued.

    Units that are visited learn that it is their visit.
    """
    campaign = workspace.campaign
    number = f"{record.number:02d}/{series(record.kind, campaign.authority)}"
    params = {"number": number, "issued_on": f"{issued_on:%d/%m/%Y}"}
    purpose = Purpose.VISIT_SCHEDULE
    if not (DOCUMENTS[record.kind].tells_visits and campaign.is_ranked(person.unit)):
        purpose, params = Purpose.DOCUMENT_SENT, params | {"title": record.title, "note": note}
    return Message(
        key=message_key(campaign.id, person.id, purpose, number, issued_on),
        person=person.id,
        purpose=purpose,
        unit=person.unit,
        subject_ref=number,
        params=params,
        attachments=files,
        not_before=now,
    )


def receivers(campaign: Campaign, kind: str) -> tuple[Contact, ...]:
    """Those whom the document names under "Nơi nhận", the heads of visited units first."""
    spec, heads = DOCUMENTS[kind], campaign.people(Position.HEAD)
    visited = tuple(p for p in heads if spec.tells_visits and campaign.is_ranked(p.unit))
    return visited + campaign.people(*spec.receivers)


def is_above(campaign: Campaign, contact: Contact) -> bool:
    """Whether a receiver is one of the bodies above, by the name it goes by in the campaign."""
    name = full_name(contact.title)
    above = bodies_above(campaign.authority)
    return contact.position is Position.RECIPIENT and any(name.startswith(each) for each in above)
