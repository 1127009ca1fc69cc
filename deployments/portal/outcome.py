"""Routes of what became of an upload: the verdict on each file, and the files to fetch."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from config.workspace import Workspace
from deployments.portal import messages
from deployments.portal.pages import download, page
from deployments.portal.returns import Verdict, forms_of, verdict_of
from deployments.portal.taking_in import reference_of
from deployments.portal.visitors import Campaigned, Visiting, Visitor
from models.domain.collection.round_changes import own_limit
from models.domain.collection.submission import fold_events
from models.domain.collection.submission_events import (
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
)
from models.domain.deadlines import day_in_hanoi
from models.domain.delivery import Delivery, Door, SentFile
from models.domain.messages.message import Attachment, message_key
from models.domain.messages.purposes import Purpose
from models.store import UnitOfWork
from tasks.intake.answers import ReturnedFile

router = APIRouter()


@dataclass(frozen=True)
class Judged:
    """One file of an upload with its verdict, if it has one, and the copy to mend, if any.

    Once the upload is ``settled`` a file without a verdict is one that goes with the others.
    """

    sent: SentFile
    settled: bool
    verdict: Verdict | None = None
    copy: Attachment | None = None

    @property
    def kind(self) -> str:
        """Which part of the page tells of it."""
        match self.verdict:
            case SubmissionAccepted():
                return "accepted"
            case FindingsReturned():
                return "findings"
            case FileRefused():
                return "refused"
        return "kept" if self.settled else "waiting"


@router.get("/h/{link}/nop/{upload}")
def outcome(upload: str, request: Request, workspace: Campaigned, visitor: Visiting) -> Response:
    """What became of each file: a receipt, what to mend, or why not and what to do."""
    with workspace.read() as uow:
        delivery = _find(uow, visitor, upload)
        files = [_judged(workspace, uow, visitor, delivery, sent) for sent in delivery.files]
        state = fold_events(uow.submissions.history(visitor.link.form, visitor.unit.code))
    return page(
        request,
        "outcome",
        visitor=visitor,
        upload=upload,
        delivery=delivery,
        files=files,
        limit=own_limit(workspace.campaign.limit_of(visitor.link.form), state).in_words(),
    )


@router.get("/h/{link}/nop/{upload}/tep/{number}")
def sent_file(upload: str, number: str, workspace: Campaigned, visitor: Visiting) -> Response:
    """One file of an upload, as it was sent."""
    with workspace.read() as uow:
        sent = _chosen(_find(uow, visitor, upload), number)
        return download(uow.files.get(sent.file), sent.name)


@router.get("/h/{link}/nop/{upload}/sua/{number}")
def copy_to_mend(upload: str, number: str, workspace: Campaigned, visitor: Visiting) -> Response:
    """The official's own file with the cells to mend marked, as it went out with the answer."""
    with workspace.read() as uow:
        delivery = _find(uow, visitor, upload)
        judged = _judged(workspace, uow, visitor, delivery, _chosen(delivery, number))
        if judged.copy is None:
            raise messages.not_found()
        return download(uow.files.get(judged.copy.sha256), judged.copy.name)


def _find(uow: UnitOfWork, visitor: Visitor, upload: str) -> Delivery:
    """The visitor's own upload; PortalRefused when there is none."""
    delivery = uow.deliveries.find(Door.PORTAL, reference_of(visitor, upload))
    if delivery is None or not delivery.files:
        raise messages.not_found()
    return delivery


def _chosen(delivery: Delivery, number: str) -> SentFile:
    if not number.isdecimal() or not int(number) < len(delivery.files):
        raise messages.not_found()
    return delivery.files[int(number)]


def _judged(
    workspace: Workspace, uow: UnitOfWork, visitor: Visitor, delivery: Delivery, sent: SentFile
) -> Judged:
    if not uow.deliveries.is_settled(delivery.door, delivery.reference):
        return Judged(sent, settled=False)
    for form in forms_of(workspace, visitor.unit):
        verdict = verdict_of(uow.submissions.history(form, visitor.unit.code), sent.file)
        if verdict is not None:
            copy = _copy(workspace, uow, visitor, ReturnedFile(delivery, sent, form, visitor.unit))
            return Judged(sent, True, verdict, copy)
    return Judged(sent, settled=True)


def _copy(
    workspace: Workspace, uow: UnitOfWork, visitor: Visitor, sent: ReturnedFile
) -> Attachment | None:
    """What the answer to the visitor has attached: the file with the cells to mend marked."""
    day, person = day_in_hanoi(sent.delivery.at), visitor.person.id
    key = message_key(workspace.campaign.id, person, Purpose.FINDINGS, sent.subject, day)
    answer = uow.messages.find(key)
    return answer.attachments[0] if answer and answer.attachments else None
