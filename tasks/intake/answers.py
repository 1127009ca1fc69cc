"""Whose file it is that was sent, and the message that tells the sender what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.round_changes import own_limit
from models.domain.collection.status_words import late_words
from models.domain.collection.submission import fold_events, purpose_of
from models.domain.collection.submission_events import (
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
)
from models.domain.delivery import Delivery, SentFile
from models.domain.messages.message import Attachment, messages_to
from models.domain.messages.purposes import Purpose
from models.domain.units import Position, Unit
from models.domain.values import UnitCode
from models.domain.vietnamese.dates import moment_in_words
from tasks.intake.ledger import ChangeBuffer
from tasks.signed.mail_marks import units_at
from tasks.workbook.opinion import CLOSED

UNKNOWN_UNIT = "khong-ro"
"""Stands for the unit of a file that says nothing of who sent it; operators look at these."""


@dataclass(frozen=True)
class ReturnedFile:
    """A file, the form it is a return of, and the unit it is from (None: nobody knows)."""

    delivery: Delivery
    file: SentFile
    form: Form
    unit: Unit | None

    @property
    def code(self) -> UnitCode:
        """The unit's code, or the one that stands for nobody."""
        return self.unit.code if self.unit else UNKNOWN_UNIT

    @property
    def subject(self) -> str:
        """What an answer is about: this file, sent this time."""
        return delivery_subject(self.delivery, self.form, self.unit, self.file.file[:16])


def delivery_subject(delivery: Delivery, form: Form, unit: Unit | None, file: str = "") -> str:
    """What an answer to a delivery is about: whose form, which file, sent this time."""
    act = sha256(f"{delivery.door}/{delivery.reference}".encode()).hexdigest()
    parts = (form, unit.code if unit else UNKNOWN_UNIT, file, act[:8])
    return ":".join(part for part in parts if part)


def queue_answers(
    workspace: Workspace,
    ledger: ChangeBuffer,
    delivery: Delivery,
    unit: Unit | None,
    purpose: Purpose,
    subject: str,
    params: Mapping[str, str],
    attachments: Sequence[Attachment] = (),
) -> None:
    """Queue an answer to each officer of ``unit``, in the thread of the delivery.

    Operators get it when nobody knows whose delivery it is. ``subject`` is what it is about.
    """
    campaign = workspace.campaign
    officers = campaign.contacts_of(unit.code, Position.OFFICER) if unit else ()
    answers = messages_to(
        officers if unit else campaign.people(Position.OPERATOR),
        campaign.id,
        purpose,
        subject,
        delivery.at,
        unit=unit.code if unit else None,
        params=dict(params),
        attachments=tuple(attachments),
        thread=delivery.thread,
    )
    ledger.queue(answers)


FileVerdict = SubmissionAccepted | FindingsReturned | FileRefused


def answer(
    workspace: Workspace, ledger: ChangeBuffer, sent: ReturnedFile, verdict: FileVerdict
) -> None:
    """Queue the verdict to whoever sent the file: one answer for each time it was sent."""
    purpose = purpose_of(type(verdict), sent.form)
    about = _params(workspace, ledger, sent, verdict)
    params = {"file": sent.file.name, "sha256": sent.file.file, **about}
    parts = (sent.delivery, sent.unit, purpose, sent.subject, params)
    queue_answers(workspace, ledger, *parts, _attachments(verdict))


def _attachments(verdict: FileVerdict) -> list[Attachment]:
    """The marked file of what goes back to be mended."""
    if isinstance(verdict, FindingsReturned) and verdict.marked:
        return [Attachment(name=verdict.marked_name, sha256=verdict.marked)]
    return []


def _limit(workspace: Workspace, ledger: ChangeBuffer, sent: ReturnedFile) -> str:
    """By when the unit owes the form, its extension included."""
    state = fold_events(ledger.history(sent.form, sent.code))
    return own_limit(workspace.campaign.limit_of(sent.form), state).in_words()


def _timing(verdict: SubmissionAccepted) -> str:
    """In time, or late and by how much."""
    if not verdict.late:
        return "đúng hạn"
    return late_words(verdict.at - verdict.due if verdict.due else None)


def _params(
    workspace: Workspace, ledger: ChangeBuffer, sent: ReturnedFile, verdict: FileVerdict
) -> dict[str, str]:
    received_at = moment_in_words(sent.delivery.at)
    match verdict:
        case SubmissionAccepted(version=version, advice=advice):
            return {
                "form": sent.form,
                "received_at": received_at,
                "version": str(version),
                "timing": _timing(verdict),
                "advice": "\n".join(advice),
            }
        case FindingsReturned(findings=count, sentences=sentences, is_own=own):
            return {
                "form": sent.form,
                "limit": _limit(workspace, ledger, sent),
                "findings": str(count),
                "lines": "\n".join(sentences),
                "copied": "" if own else "x",
            }
        case FileRefused(reason=why_id, message=message):
            closed = "x" if why_id == CLOSED.reason else ""
            why = {
                "reason": f"{message} {_from_whom(workspace, sent)}".strip(),
                "closed": closed,
                "received_at": received_at,
            }
            return {"limit": _limit(workspace, ledger, sent), **why}


def _from_whom(workspace: Workspace, sent: ReturnedFile) -> str:
    """For the operators who look at a mail of nobody's: its address, and whose it may be."""
    address = sent.delivery.address
    if sent.unit or not address:
        return ""
    perhaps = ", ".join(unit.name for unit in units_at(workspace.campaign, address))
    return f"Thư gửi từ {address}" + (f", có thể là của {perhaps}." if perhaps else ".")
