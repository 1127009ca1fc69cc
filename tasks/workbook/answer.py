"""The message that tells a sender what became of a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from config.workspace import Workspace
from models.domain.arrival import Arrival
from models.domain.campaign import Form
from models.domain.deadlines import HANOI
from models.domain.messages import Message, Purpose, message_key
from models.domain.submission import FileRefused, FindingsReturned, SubmissionAccepted
from models.domain.units import Contact, Position, Unit
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.workbook.refusals import CLOSED

NOBODY = "khong-ro"
"""Stands for the unit of a file that says nothing of who sent it; operators look at these."""

Verdict = SubmissionAccepted | FindingsReturned | FileRefused


@dataclass(frozen=True)
class Sent:
    """A file, the form it is a return of, and the unit it is from (None: nobody knows)."""

    arrival: Arrival
    form: Form
    unit: Unit | None

    @property
    def code(self) -> UnitCode:
        """The unit's code, or the one that stands for nobody."""
        return self.unit.code if self.unit else NOBODY


def answer(workspace: Workspace, uow: UnitOfWork, sent: Sent, verdict: Verdict) -> None:
    """Queue the verdict to whoever sent the file; a file sent again is answered once a day."""
    campaign, day = workspace.campaign, sent.arrival.at.astimezone(HANOI).date()
    purpose, params = _in_words(workspace, sent, verdict)
    subject = f"{sent.form}:{sent.code}:{sent.arrival.file[:16]}"
    uow.messages.queue(
        [
            Message(
                key=message_key(campaign.id, person.id, purpose, subject, day),
                person=person.id,
                purpose=purpose,
                unit=sent.unit.code if sent.unit else None,
                subject_ref=subject,
                params={"file": sent.arrival.name, **params},
                not_before=sent.arrival.at,
            )
            for person in _addressees(workspace, sent)
        ]
    )


def _in_words(workspace: Workspace, sent: Sent, verdict: Verdict) -> tuple[Purpose, dict[str, str]]:
    limit = workspace.campaign.limit_of(sent.form).in_words()
    match verdict:
        case SubmissionAccepted(version=version, late=late):
            return Purpose.RECEIPT, {
                "form": sent.form,
                "received_at": _moment(verdict.at),
                "version": str(version),
                "timing": "nộp muộn" if late else "đúng hạn",
            }
        case FindingsReturned(findings=count, sentences=sentences):
            lines = {"findings": str(count), "lines": "\n".join(sentences)}
            return Purpose.FINDINGS, {"form": sent.form, "limit": limit, **lines}
        case FileRefused(reason=reason, message=message):
            closed = "x" if reason == CLOSED.reason else ""
            why = {"reason": message, "closed": closed, "received_at": _moment(verdict.at)}
            return Purpose.REFUSED, {"limit": limit, **why}


def _addressees(workspace: Workspace, sent: Sent) -> Iterable[Contact]:
    """The unit's officers; the operators when nobody knows whose file it is."""
    if sent.unit is None:
        return workspace.campaign.people(Position.OPERATOR)
    people = workspace.campaign.contacts_of(sent.unit.code)
    return [person for person in people if person.position is Position.OFFICER]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}"
