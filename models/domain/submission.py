"""What happens between a unit and the round it submits to: past-tense events and their fold.

Events are never changed or deleted; the state of a unit is what the fold makes of its history.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from models.domain.values import Sha256, Value


class SubmissionStatus(StrEnum):
    """How far a unit has come with its form."""

    NOT_SENT = "not_sent"
    SENT_OUT = "sent_out"
    FINDINGS = "findings"
    ACCEPTED = "accepted"


class SubmissionState(Value):
    """State of one unit in one form, as far as its history tells.

    ``sent_out_at`` is when the unit first got its workbook.
    ``version``, ``accepted_file``, ``accepted_at`` and ``late`` speak of the last accepted file;
    ``open_findings`` of the last file sent back since; ``received`` and ``refused`` count files.
    """

    status: SubmissionStatus = SubmissionStatus.NOT_SENT
    sent_out_at: AwareDatetime | None = None
    version: int = 0
    accepted_file: Sha256 | None = None
    accepted_at: AwareDatetime | None = None
    late: bool = False
    locked: bool = False
    open_findings: int = 0
    received: int = 0
    refused: int = 0
    extended_until: date | None = None
    open_questions: int = 0


class _Event(Value):
    """Something that happened ``at`` a moment, and what it makes of the state before it."""

    at: AwareDatetime

    @abstractmethod
    def apply(self, state: SubmissionState) -> SubmissionState:
        """The state after this event."""


class WorkbookSent(_Event):
    """The personalised workbook ``file`` went out to the unit."""

    kind: Literal["workbook_sent"] = "workbook_sent"
    file: Sha256

    def apply(self, state: SubmissionState) -> SubmissionState:
        """A unit that had nothing yet now has its workbook; a second copy changes nothing."""
        if state.status is not SubmissionStatus.NOT_SENT:
            return state
        return state.model_copy(
            update={"status": SubmissionStatus.SENT_OUT, "sent_out_at": self.at}
        )


class FileReceived(_Event):
    """A file came in through ``door`` (drop folder, mail, portal) from ``sender``."""

    kind: Literal["file_received"] = "file_received"
    file: Sha256
    name: str
    door: str
    sender: str

    def apply(self, state: SubmissionState) -> SubmissionState:
        """One more file received."""
        return state.model_copy(update={"received": state.received + 1})


class FileRefused(_Event):
    """A file could not be taken as a submission; ``reason`` is the id of the finding."""

    kind: Literal["file_refused"] = "file_refused"
    file: Sha256
    reason: str
    message: str

    def apply(self, state: SubmissionState) -> SubmissionState:
        """One more file refused; what was accepted before stands."""
        return state.model_copy(update={"refused": state.refused + 1})


class FindingsReturned(_Event):
    """A file was read and sent back with ``findings`` cells to mend, told in ``sentences``."""

    kind: Literal["findings_returned"] = "findings_returned"
    file: Sha256
    findings: int = Field(ge=1)
    sentences: tuple[str, ...] = ()

    def apply(self, state: SubmissionState) -> SubmissionState:
        """The unit has cells to mend; a version accepted before still counts."""
        accepted = state.status is SubmissionStatus.ACCEPTED
        status = state.status if accepted else SubmissionStatus.FINDINGS
        return state.model_copy(update={"status": status, "open_findings": self.findings})


class SubmissionAccepted(_Event):
    """A file was accepted as ``version`` of the submission, ``late`` or in time.

    ``advice`` are the sentences on what the unit may look at again.
    """

    kind: Literal["submission_accepted"] = "submission_accepted"
    file: Sha256
    version: int = Field(ge=1)
    late: bool
    advice: tuple[str, ...] = ()

    def apply(self, state: SubmissionState) -> SubmissionState:
        """This file is now the submission; nothing is left to mend."""
        return state.model_copy(
            update={
                "status": SubmissionStatus.ACCEPTED,
                "version": self.version,
                "accepted_file": self.file,
                "accepted_at": self.at,
                "late": self.late,
                "open_findings": 0,
            }
        )


class RoundLocked(_Event):
    """The round closed for the unit."""

    kind: Literal["round_locked"] = "round_locked"

    def apply(self, state: SubmissionState) -> SubmissionState:
        """Nothing more is taken in until an extension or an unlock."""
        return state.model_copy(update={"locked": True})


class RoundExtended(_Event):
    """The unit was given time up to and including ``until``."""

    kind: Literal["round_extended"] = "round_extended"
    until: date
    by: str
    reason: str = Field(min_length=1)

    def apply(self, state: SubmissionState) -> SubmissionState:
        """The round is open again, with a limit of the unit's own."""
        return state.model_copy(update={"locked": False, "extended_until": self.until})


class UnitUnlocked(_Event):
    """An officer opened the closed round for the unit."""

    kind: Literal["unit_unlocked"] = "unit_unlocked"
    by: str
    reason: str = Field(min_length=1)

    def apply(self, state: SubmissionState) -> SubmissionState:
        """The round is open again; the limit stays what it was."""
        return state.model_copy(update={"locked": False})


class QuestionAsked(_Event):
    """The unit reported a difficulty (plan, IV: "nếu có khó khăn, vướng mắc")."""

    kind: Literal["question_asked"] = "question_asked"
    text: str
    sender: str

    def apply(self, state: SubmissionState) -> SubmissionState:
        """One more question waits for an answer."""
        return state.model_copy(update={"open_questions": state.open_questions + 1})


class QuestionAnswered(_Event):
    """The operators answered the oldest open question."""

    kind: Literal["question_answered"] = "question_answered"
    text: str
    by: str

    def apply(self, state: SubmissionState) -> SubmissionState:
        """One question fewer waits; an answer nobody asked for changes nothing."""
        return state.model_copy(update={"open_questions": max(0, state.open_questions - 1)})


SubmissionEvent = Annotated[
    WorkbookSent
    | FileReceived
    | FileRefused
    | FindingsReturned
    | SubmissionAccepted
    | RoundLocked
    | RoundExtended
    | UnitUnlocked
    | QuestionAsked
    | QuestionAnswered,
    Field(discriminator="kind"),
]

event_adapter: TypeAdapter[SubmissionEvent] = TypeAdapter(SubmissionEvent)
"""Reads and writes events of every kind."""


def fold(events: Iterable[SubmissionEvent]) -> SubmissionState:
    """The state that a history, oldest event first, leads to."""
    state = SubmissionState()
    for event in events:
        state = event.apply(state)
    return state


def status_words(state: SubmissionState) -> str:
    """The state in Vietnamese, for tables that operators read."""
    words = [_standing(state)]
    if state.locked:
        words.append("đã khóa nhận hồ sơ")
    elif state.extended_until is not None:
        words.append(f"được gia hạn đến hết ngày {state.extended_until:%d/%m/%Y}")
    if state.open_questions:
        words.append(f"có {state.open_questions} câu hỏi chờ trả lời")
    return "; ".join(words)


def _standing(state: SubmissionState) -> str:
    if state.status is SubmissionStatus.NOT_SENT:
        return "Chưa phát biểu mẫu cho đơn vị"
    if state.status is SubmissionStatus.FINDINGS:
        return f"Cần sửa {state.open_findings} chỗ"
    if state.status is SubmissionStatus.SENT_OUT:
        return f"Chưa nộp ({state.refused} tệp chưa dùng được)" if state.refused else "Chưa nộp"
    accepted = f"Đã nhận bản {state.version}{', nộp muộn' if state.late else ''}"
    if state.open_findings:
        return f"{accepted}; bản mới cần sửa {state.open_findings} chỗ"
    return accepted
