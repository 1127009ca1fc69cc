"""The message that tells a sender what became of a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from config.workspace import Workspace
from models.domain.deadlines import HANOI
from models.domain.lateness import late_words
from models.domain.messages import Message, Purpose, message_key
from models.domain.own_times import own_limit
from models.domain.submission import FileRefused, FindingsReturned, SubmissionAccepted, fold
from models.domain.units import Contact, Position
from models.store import UnitOfWork
from tasks.intake.sent import Sent
from tasks.workbook.refusals import CLOSED

Verdict = SubmissionAccepted | FindingsReturned | FileRefused


def answer(workspace: Workspace, uow: UnitOfWork, sent: Sent, verdict: Verdict) -> None:
    """Queue the verdict to whoever sent the file: one answer for each time it was sent."""
    campaign, at, subject = workspace.campaign, sent.delivery.at, sent.subject
    day = at.astimezone(HANOI).date()
    purpose, params = _in_words(workspace, uow, sent, verdict)
    uow.messages.queue(
        [
            Message(
                key=message_key(campaign.id, person.id, purpose, subject, day),
                person=person.id,
                purpose=purpose,
                unit=sent.unit.code if sent.unit else None,
                subject_ref=subject,
                params={"file": sent.file.name, "sha256": sent.file.file, **params},
                thread=sent.delivery.thread,
                not_before=at,
            )
            for person in _addressees(workspace, sent)
        ]
    )


def _limit(workspace: Workspace, uow: UnitOfWork, sent: Sent) -> str:
    """By when the unit owes the form, its extension included."""
    state = fold(uow.submissions.history(sent.form, sent.code))
    return own_limit(workspace.campaign.limit_of(sent.form), state).in_words()


def _in_words(
    workspace: Workspace, uow: UnitOfWork, sent: Sent, verdict: Verdict
) -> tuple[Purpose, dict[str, str]]:
    match verdict:
        case SubmissionAccepted(version=version, advice=advice):
            return Purpose.RECEIPT, {
                "form": sent.form,
                "received_at": _moment(sent.delivery.at),
                "version": str(version),
                "timing": _timing(verdict),
                "advice": "\n".join(advice),
            }
        case FindingsReturned(findings=count, sentences=sentences):
            lines = {"findings": str(count), "lines": "\n".join(sentences)}
            limit = _limit(workspace, uow, sent)
            return Purpose.FINDINGS, {"form": sent.form, "limit": limit, **lines}
        case FileRefused(reason=reason, message=message):
            closed = "x" if reason == CLOSED.reason else ""
            why = {"reason": message, "closed": closed, "received_at": _moment(sent.delivery.at)}
            return Purpose.REFUSED, {"limit": _limit(workspace, uow, sent), **why}


def _timing(verdict: SubmissionAccepted) -> str:
    """In time, or late and by how much."""
    if not verdict.late:
        return "đúng hạn"
    return late_words(verdict.at - verdict.due if verdict.due else None)


def _addressees(workspace: Workspace, sent: Sent) -> Iterable[Contact]:
    """The unit's officers; the operators when nobody knows whose file it is."""
    if sent.unit is None:
        return workspace.campaign.people(Position.OPERATOR)
    people = workspace.campaign.contacts_of(sent.unit.code)
    return [person for person in people if person.position is Position.OFFICER]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}"
