"""Queue issued documents to their receivers, once each; the packed dossier goes to those above."""

from __future__ import annotations

from datetime import date, datetime

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Campaign
from models.domain.documents.kinds import DOCUMENTS, DocumentKind, SigningForm
from models.domain.documents.record import DocumentRecord, series
from models.domain.messages.message import Attachment, Message, Purpose, message_key
from models.domain.stages import StageName
from models.domain.units import Contact, Position
from models.domain.values import Value
from models.store import UnitOfWork
from tasks.documents.bundles import BUNDLE, bundle_name
from tasks.documents.wording import bodies_above, full_name, issued_name, packed_name
from tasks.prefect_steps.step import step

COUNCIL = (Position.COUNCIL_CHAIRMAN, Position.COUNCIL_MEMBER)
OWN = {
    DocumentKind.GUIDANCE: (Position.HEAD, Position.CHAIRMAN),
    DocumentKind.VISIT_SCHEDULE: (*COUNCIL, Position.CHAIRMAN),
    DocumentKind.SUMMARY_REPORT: COUNCIL,
}
"""To whom the documents of the office and of the council go, as their "Nơi nhận" say."""


def receivers(campaign: Campaign, kind: DocumentKind) -> tuple[Contact, ...]:
    """Those whom the document names under "Nơi nhận".

    Documents of the authority go to the receivers of the campaign and the heads of all units.
    """
    if kind is DocumentKind.VISIT_SCHEDULE:
        ranked = campaign.people(Position.HEAD)
        return tuple(p for p in ranked if campaign.is_ranked(p.unit)) + campaign.people(*OWN[kind])
    return campaign.people(*OWN.get(kind, (Position.RECIPIENT, Position.HEAD)))


def is_above(campaign: Campaign, contact: Contact) -> bool:
    """Whether a receiver is one of the bodies above, by the name it goes by in the campaign."""
    name = full_name(contact.title)
    above = bodies_above(campaign.authority)
    return contact.position is Position.RECIPIENT and any(name.startswith(each) for each in above)


MOST_BYTES = 10 * 2**20
"""A bigger dossier is not mailed: 10 MB become 14 MB in a mail, and many servers take no more."""


class Parcel(Value):
    """A packed dossier on its way: the file if it can be mailed, and a word if it can not."""

    files: tuple[Attachment, ...] = ()
    note: str = ""


@step("Gửi văn bản đến nơi nhận")
def send_documents(campaign: str, stage: StageName, round_: int) -> None:
    """Queue each issued document of the round, with its annexes, to those it is for."""
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{stage}") as uow:
        parcel = _parcel(uow, stage, round_)
        issued = [
            record
            for record in uow.documents.all()
            if record.ref == stage and record.round == round_ and record.issued
        ]
        for record in issued:
            day = record.issued_on
            if day and record.kind in set(DocumentKind) and _is_sent(DocumentKind(record.kind)):
                annexes = _annexes(issued, record)
                uow.messages.queue(_messages(workspace, record, day, annexes, parcel))


def _parcel(uow: UnitOfWork, stage: StageName, round_: int) -> Parcel:
    """The packed dossier of the round; an empty parcel when the stage packs none."""
    packed = uow.documents.get(BUNDLE, stage, round_)
    if packed is None:
        return Parcel()
    name, size = packed_name(stage), uow.files.size(packed.sha256)
    if size <= MOST_BYTES:
        return Parcel(files=(Attachment(name=name, sha256=packed.sha256),))
    megabytes = f"{size / 2**20:.1f}".replace(".", ",")
    return Parcel(
        note=f"{bundle_name(stage)} ({megabytes} MB) quá lớn để gửi kèm thư; cán bộ vận hành "
        "chuyển tệp bằng đường khác (trục liên thông văn bản hoặc bàn giao trực tiếp)"
    )


def _is_sent(kind: DocumentKind) -> bool:
    """Proposals stay inside the authority; annexes go with what they belong to."""
    spec = DOCUMENTS[kind]
    return spec.form is not SigningForm.ANNEX and spec.symbol not in ("TTr", "BB")


def _annexes(issued: list[DocumentRecord], main: DocumentRecord) -> list[DocumentRecord]:
    return [
        record
        for record in issued
        if record.number == main.number
        and record.kind in set(DocumentKind)
        and DOCUMENTS[DocumentKind(record.kind)].form is SigningForm.ANNEX
    ]


def _messages(
    workspace: Workspace,
    record: DocumentRecord,
    issued_on: date,
    annexes: list[DocumentRecord],
    parcel: Parcel,
) -> list[Message]:
    """One message a receiver; who is above, and who must hand it over, learns of the dossier."""
    campaign, kind = workspace.campaign, DocumentKind(record.kind)
    files = tuple(
        Attachment(name=issued_name(each, campaign.authority), sha256=each.sha256)
        for each in (record, *annexes)
    )
    people = receivers(campaign, kind)
    above = [person for person in people if is_above(campaign, person)]
    if parcel.note:
        above += campaign.people(Position.OPERATOR)
    rest = [person for person in people if person not in above]
    whole = files + parcel.files
    now = workspace.now()
    return [
        *(_message(workspace, record, issued_on, whole, who, now, parcel.note) for who in above),
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
    number = f"{record.number:02d}/{series(DocumentKind(record.kind), campaign.authority)}"
    told = {"number": number, "issued_on": f"{issued_on:%d/%m/%Y}"}
    purpose = Purpose.VISIT_SCHEDULE
    if record.kind != DocumentKind.VISIT_SCHEDULE or not campaign.is_ranked(person.unit):
        purpose, told = Purpose.DOCUMENT_SENT, told | {"title": record.title, "note": note}
    return Message(
        key=message_key(campaign.id, person.id, purpose, number, issued_on),
        person=person.id,
        purpose=purpose,
        unit=person.unit,
        subject_ref=number,
        params=told,
        attachments=files,
        not_before=now,
    )
