"""Messages to people: what is sent for which purpose, and the key that makes each unique."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, Field

from models.domain.values import Sha256, UnitCode, Value


class Purpose(StrEnum):
    """Why a message is sent; each has its template."""

    WORKBOOK_SENT = "workbook_sent"
    LINK_SENT = "link_sent"
    REMINDER = "reminder"
    LATE = "late"
    ESCALATION = "escalation"
    RECEIPT = "receipt"
    FINDINGS = "findings"
    EVIDENCE_RECEIVED = "evidence_received"
    REFUSED = "refused"
    GATE_WAITING = "gate_waiting"
    VOTE_WAITING = "vote_waiting"
    BALLOT_LOST = "ballot_lost"
    DECISION_MADE = "decision_made"
    DECISION_VOIDED = "decision_voided"
    DOCUMENT_SENT = "document_sent"
    APPRAISAL_SHEET_SENT = "appraisal_sheet_sent"
    PUBLISHED = "published"
    SURVEY_SOURCE = "survey_source"
    ROUND_EXTENDED = "round_extended"
    ROUND_UNLOCKED = "round_unlocked"
    QUESTION_ASKED = "question_asked"
    QUESTION_ANSWERED = "question_answered"
    MAIL_LEFT_OUT = "mail_left_out"
    MAILBOX_DOWN = "mailbox_down"


class MessageState(StrEnum):
    """Fate of a message. ``UNKNOWN`` may have arrived, so it is never sent again by itself."""

    PLANNED = "planned"
    SENDING = "sending"
    ACCEPTED = "accepted"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"


ALLOWED: dict[MessageState, frozenset[MessageState]] = {
    MessageState.PLANNED: frozenset(
        {MessageState.SENDING, MessageState.FAILED, MessageState.CANCELLED}
    ),
    MessageState.SENDING: frozenset(
        {
            MessageState.PLANNED,
            MessageState.ACCEPTED,
            MessageState.FAILED,
            MessageState.UNKNOWN,
            MessageState.SUPPRESSED,
        }
    ),
    MessageState.UNKNOWN: frozenset({MessageState.ACCEPTED, MessageState.FAILED}),
}
"""Where a message may go from each state; from the others, nowhere.

A message that was given up as unknown is settled when the run that sent it answers after all. It
never becomes planned again.
"""


def may_become(state: MessageState, target: MessageState) -> bool:
    """Whether a message in ``state`` may go over to ``target``."""
    return target in ALLOWED.get(state, frozenset())


class Attachment(Value):
    """A stored file that goes with a message."""

    name: str = Field(min_length=1)
    sha256: Sha256


class Message(Value):
    """One message to one person, not to be sent before ``not_before``.

    ``subject_ref`` names what it is about (a form of a unit, a gate, a document) and ``params``
    are the values its template needs; ``thread`` is the Message-ID of the mail that it answers.
    """

    key: str = Field(min_length=1)
    person: str
    purpose: Purpose
    unit: UnitCode | None = None
    subject_ref: str
    params: dict[str, str] = Field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    thread: str = ""
    not_before: AwareDatetime


class MessageRecord(Message):
    """A queued message and what became of it; ``code`` is the channel's own answer code.

    ``sent_at`` is the moment of the last attempt, ``attempts`` how many of them count.
    """

    state: MessageState = MessageState.PLANNED
    channel: str = ""
    attempts: int = Field(default=0, ge=0)
    sent_at: AwareDatetime | None = None
    code: str = ""
    detail: str = ""


def message_key(campaign: str, person: str, purpose: Purpose, subject_ref: str, day: date) -> str:
    """The key under which a person gets one message of a purpose about one thing on one day."""
    return f"{campaign}|{person}|{purpose}|{subject_ref}|{day.isoformat()}"
