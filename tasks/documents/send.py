"""Queue issued documents to their receivers, once each."""

from __future__ import annotations

from datetime import date

from config.workspace import Workspace, open_workspace
from models.domain.document_record import DocumentRecord
from models.domain.documents import DOCUMENTS, DocumentKind, SigningForm, series
from models.domain.messages import Attachment, Message, Purpose, message_key
from models.domain.stages import StageName
from models.domain.units import Contact, Position
from tasks.step import step

OUTSIDE = (SigningForm.COLLECTIVE, SigningForm.CHAIRMAN)
"""Documents of the authority go to every receiver; those of its office to units only."""


@step("Gửi văn bản đến nơi nhận")
def send_documents(campaign: str, stage: StageName, round_: int) -> None:
    """Queue each issued document of the round, with its annexes, to those it is for."""
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{stage}") as uow:
        issued = [
            record
            for record in uow.documents.all()
            if record.ref == stage and record.round == round_ and record.issued
        ]
        for record in issued:
            day = record.issued_on
            if day and record.kind in set(DocumentKind) and _is_sent(DocumentKind(record.kind)):
                uow.messages.queue(_messages(workspace, record, day, _annexes(issued, record)))


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
    workspace: Workspace, record: DocumentRecord, issued_on: date, annexes: list[DocumentRecord]
) -> list[Message]:
    """One message a receiver, keyed by the day of issue: a run of a later day finds it queued."""
    campaign, kind = workspace.campaign, DocumentKind(record.kind)
    number = f"{record.number:02d}/{series(kind, campaign.authority)}"
    files = tuple(
        Attachment(name=f"{each.kind}-{record.number:02d}.docx", sha256=each.sha256)
        for each in (record, *annexes)
    )
    return [
        Message(
            key=message_key(campaign.id, person.id, Purpose.DOCUMENT_SENT, number, issued_on),
            person=person.id,
            purpose=Purpose.DOCUMENT_SENT,
            unit=person.unit,
            subject_ref=number,
            params={
                "number": number,
                "issued_on": f"{issued_on:%d/%m/%Y}",
                "title": record.title,
            },
            attachments=files,
            not_before=workspace.now(),
        )
        for person in _receivers(workspace, kind)
    ]


def _receivers(workspace: Workspace, kind: DocumentKind) -> tuple[Contact, ...]:
    """Receivers outside, and the heads of all units."""
    people = workspace.campaign.people(Position.HEAD)
    if DOCUMENTS[kind].form in OUTSIDE:
        return workspace.campaign.people(Position.RECIPIENT) + people
    return people
