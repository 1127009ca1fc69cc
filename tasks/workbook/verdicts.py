"""What a verdict leaves behind: an event, the scores if accepted, and a message to the sender."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from config.workspace import Workspace
from models.domain.arrival import Arrival
from models.domain.campaign import Form
from models.domain.deadlines import HANOI
from models.domain.messages import Message, Purpose, message_key
from models.domain.score_row import ScoreRow
from models.domain.submission import (
    FileReceived,
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
    SubmissionState,
)
from models.domain.units import Contact, Position, Unit
from models.domain.values import UnitCode
from models.domain.workbook import Finding, Severity
from models.store import UnitOfWork
from models.store.tally import SELF

NOBODY = "khong-ro"
"""Stands for the unit of a file that says nothing of who sent it; operators look at these."""

Scores = Mapping[UnitCode, Sequence[ScoreRow]]


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


def accept(
    workspace: Workspace,
    uow: UnitOfWork,
    sent: Sent,
    state: SubmissionState,
    scores: Scores,
) -> None:
    """Take the file as the next version of the unit's submission and give a receipt."""
    late = not workspace.campaign.limit_of(sent.form).met_by(sent.arrival.at)
    for unit, rows in scores.items():
        round_ = sent.code if sent.form is Form.APPRAISAL else SELF
        uow.scores.replace(sent.form, unit, round_, rows)
    event = SubmissionAccepted(
        at=sent.arrival.at, file=sent.arrival.file, version=state.version + 1, late=late
    )
    uow.submissions.append(sent.form, sent.code, event)
    params = {
        "form": sent.form,
        "file": sent.arrival.name,
        "received_at": _moment(sent.arrival),
        "version": str(event.version),
        "timing": "nộp muộn" if late else "đúng hạn",
    }
    _tell(workspace, uow, sent, Purpose.RECEIPT, params)


def send_back(
    workspace: Workspace, uow: UnitOfWork, sent: Sent, findings: Sequence[Finding]
) -> None:
    """Return the file with what must be mended; what was accepted before still counts."""
    blocking = [finding for finding in findings if finding.severity is Severity.BLOCKS]
    count = sum(max(1, len(finding.cells)) for finding in blocking)
    event = FindingsReturned(
        at=sent.arrival.at,
        file=sent.arrival.file,
        findings=count,
        sentences=tuple(finding.message for finding in findings),
    )
    uow.submissions.append(sent.form, sent.code, event)
    params = {
        "form": sent.form,
        "file": sent.arrival.name,
        "findings": str(count),
        "lines": "\n".join(finding.message for finding in findings),
        "limit": workspace.campaign.limit_of(sent.form).in_words(),
    }
    _tell(workspace, uow, sent, Purpose.FINDINGS, params)


def refuse(
    workspace: Workspace,
    uow: UnitOfWork,
    sent: Sent,
    reason: str,
    message: str,
    received: bool = False,
) -> None:
    """Keep a file that cannot be taken as a submission and say why, once for each file."""
    if not received:
        if uow.submissions.received(sent.form, sent.code, sent.arrival.file):
            return
        uow.submissions.append(sent.form, sent.code, received_event(sent))
    event = FileRefused(at=sent.arrival.at, file=sent.arrival.file, reason=reason, message=message)
    uow.submissions.append(sent.form, sent.code, event)
    params = {
        "file": sent.arrival.name,
        "received_at": _moment(sent.arrival),
        "reason": message,
        "limit": workspace.campaign.limit_of(sent.form).in_words(),
    }
    _tell(workspace, uow, sent, Purpose.REFUSED, params)


def received_event(sent: Sent) -> FileReceived:
    """That the file came in through the drop folder."""
    arrival = sent.arrival
    return FileReceived(
        at=arrival.at, file=arrival.file, name=arrival.name, door="drop", sender=arrival.sender
    )


def _tell(
    workspace: Workspace, uow: UnitOfWork, sent: Sent, purpose: Purpose, params: dict[str, str]
) -> None:
    campaign, day = workspace.campaign, sent.arrival.at.astimezone(HANOI).date()
    subject = f"{sent.form}:{sent.code}:{sent.arrival.file[:16]}"
    uow.messages.queue(
        [
            Message(
                key=message_key(campaign.id, person.id, purpose, subject, day),
                person=person.id,
                purpose=purpose,
                unit=sent.unit.code if sent.unit else None,
                subject_ref=subject,
                params=params,
                not_before=sent.arrival.at,
            )
            for person in _addressees(workspace, sent)
        ]
    )


def _addressees(workspace: Workspace, sent: Sent) -> Iterable[Contact]:
    """The unit's officers; the operators when nobody knows whose file it is."""
    if sent.unit is None:
        return workspace.campaign.people(Position.OPERATOR)
    people = workspace.campaign.contacts_of(sent.unit.code)
    return [person for person in people if person.position is Position.OFFICER]


def _moment(arrival: Arrival) -> str:
    return f"{arrival.at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}"
