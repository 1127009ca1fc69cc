"""What each event of a submission sets off: next status, lock, audit action and message.

``SUBMISSION_EVENTS`` is the single table: the fold, the store, the tasks that write to units, docs
and tests read it, and a test fails when an event lacks a row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.domain.campaign import Form
from models.domain.collection.submission_events import (
    ExplanationAsked,
    FileReceived,
    FileRefused,
    FindingsReturned,
    QuestionAnswered,
    QuestionAsked,
    RoundExtended,
    RoundLocked,
    SubmissionAccepted,
    UnitEvent,
    UnitUnlocked,
    WorkbookSent,
)
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.messages.purposes import Purpose

_S = SubmissionStatus


@dataclass(frozen=True, slots=True)
class EventSpec:
    """What an event of one kind sets off.

    ``status`` is the next status by the one before; what is not listed stays. ``locked`` is whether
    the round is locked after it; None leaves it. ``audit`` is the action under which it is audited,
    with the event's field ``reason`` as the reason. ``message`` is why people are written to, if
    they are; ``message_by_form`` where that depends on the form.
    """

    title: str
    audit: str
    status: Mapping[SubmissionStatus, SubmissionStatus] = field(default_factory=dict)
    locked: bool | None = None
    reason: str = ""
    message: Purpose | None = None
    message_by_form: Mapping[Form, Purpose] = field(default_factory=dict)

    def reason_of(self, event: UnitEvent) -> str:
        """Why it happened, where the event says so."""
        return str(getattr(event, self.reason)) if self.reason else ""


SUBMISSION_EVENTS: dict[type[UnitEvent], EventSpec] = {
    WorkbookSent: EventSpec(
        title="Đã gửi biểu mẫu",
        audit="submission.workbook_sent",
        status={_S.NOT_SENT: _S.SENT_OUT},
        message=Purpose.WORKBOOK_SENT,
        message_by_form={Form.APPRAISAL: Purpose.APPRAISAL_SHEET_SENT},
    ),
    FileReceived: EventSpec(title="Đã nhận tệp", audit="submission.file_received"),
    FileRefused: EventSpec(
        title="Chưa ghi nhận được tệp",
        audit="submission.file_refused",
        reason="message",
        message=Purpose.REFUSED,
    ),
    FindingsReturned: EventSpec(
        title="Đã trả lại để sửa",
        audit="submission.findings_returned",
        status={_S.NOT_SENT: _S.FINDINGS, _S.SENT_OUT: _S.FINDINGS},
        message=Purpose.FINDINGS,
    ),
    SubmissionAccepted: EventSpec(
        title="Đã ghi nhận bài nộp",
        audit="submission.submission_accepted",
        status=dict.fromkeys((_S.NOT_SENT, _S.SENT_OUT, _S.FINDINGS), _S.ACCEPTED),
        message=Purpose.RECEIPT,
    ),
    RoundLocked: EventSpec(title="Đã khóa nhận bài", audit="submission.round_locked", locked=True),
    RoundExtended: EventSpec(
        title="Đã gia hạn",
        audit="submission.round_extended",
        locked=False,
        reason="reason",
        message=Purpose.ROUND_EXTENDED,
    ),
    UnitUnlocked: EventSpec(
        title="Đã mở khóa cho đơn vị",
        audit="submission.unit_unlocked",
        locked=False,
        reason="reason",
        message=Purpose.ROUND_UNLOCKED,
    ),
    QuestionAsked: EventSpec(
        title="Đơn vị đã hỏi",
        audit="submission.question_asked",
        message=Purpose.QUESTION_ASKED,
    ),
    QuestionAnswered: EventSpec(
        title="Đã trả lời",
        audit="submission.question_answered",
        message=Purpose.QUESTION_ANSWERED,
    ),
    ExplanationAsked: EventSpec(
        title="Đã đề nghị giải trình",
        audit="submission.explanation_asked",
        message=Purpose.EXPLANATION_ASKED,
    ),
}


def fold_events(events: Iterable[UnitEvent]) -> SubmissionState:
    """The state that a history, oldest event first, leads to."""
    state = SubmissionState()
    for event in events:
        state = next_state(state, event)
    return state


def next_state(state: SubmissionState, event: UnitEvent) -> SubmissionState:
    """What ``event`` makes of the state before it."""
    spec, update = SUBMISSION_EVENTS[type(event)], dict[str, object]()
    if state.status in spec.status:
        update["status"] = spec.status[state.status]
    if spec.locked is not None:
        update["locked"] = spec.locked
    after = event.apply(state)
    return after.model_copy(update=update) if update else after


def purpose_of(kind: type[UnitEvent], form: Form) -> Purpose:
    """Why people are written to about an event of this kind; KeyError when they are not."""
    spec = SUBMISSION_EVENTS[kind]
    purpose = spec.message_by_form.get(form, spec.message)
    if purpose is None:
        raise KeyError(kind.__name__)
    return purpose
