"""What happens between a unit and the round it submits to: past-tense events.

Events are never changed or deleted. What each of them sets off stands in ``SUBMISSION_EVENTS``.
"""

from abc import abstractmethod
from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, TypeAdapter

from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.deadlines import Limit, LimitKind
from models.domain.scoring.reductions import ScoreReduction
from models.domain.values import Sha256, UnitCode, Value


class UnitEvent(Value):
    """Something that happened ``at`` a moment between a unit and its round."""

    at: AwareDatetime

    @abstractmethod
    def apply(self, state: SubmissionState) -> SubmissionState:
        """The state after this event, but for status and lock, which stand in the table."""


class WorkbookSent(UnitEvent):
    """The personalised workbook ``file`` went out to the unit.

    ``versions`` are the communes' versions that an appraisal sheet was filled in from.
    """

    kind: Literal["workbook_sent"] = "workbook_sent"
    file: Sha256
    versions: dict[UnitCode, int] = Field(default_factory=dict)

    def apply(self, state: SubmissionState) -> SubmissionState:
        """A unit that had nothing yet now has its workbook; a second copy changes nothing.

        A supplement asks a department for more than it was sent before.
        """
        update: dict[str, object] = {"seen": {**state.seen, **self.versions}}
        if state.status is SubmissionStatus.NOT_SENT:
            update["sent_out_at"] = self.at
        elif self.versions:
            update["supplement_at"] = self.at
        return state.model_copy(update=update)


class FileReceived(UnitEvent):
    """A file came in through ``door`` (drop folder, mail, portal) from ``sender``."""

    kind: Literal["file_received"] = "file_received"
    file: Sha256
    name: str
    door: str
    sender: str

    def apply(self, state: SubmissionState) -> SubmissionState:
        """One more file received."""
        return state.model_copy(update={"received": state.received + 1})


class FileRefused(UnitEvent):
    """A file could not be taken as a submission; ``reason`` is the id of the finding."""

    kind: Literal["file_refused"] = "file_refused"
    file: Sha256
    reason: str
    message: str

    def apply(self, state: SubmissionState) -> SubmissionState:
        """One more file refused; what was accepted before stands."""
        return state.model_copy(update={"refused": state.refused + 1})


class FindingsReturned(UnitEvent):
    """A file was read and sent back with ``findings`` cells to mend, told in ``sentences``.

    ``marked`` is the file that went back with these cells marked, under the name ``marked_name``;
    ``is_own`` is whether that is the unit's own file, and not our form with what they typed.
    """

    kind: Literal["findings_returned"] = "findings_returned"
    file: Sha256
    findings: int = Field(ge=1)
    sentences: tuple[str, ...] = ()
    marked: Sha256 | None = None
    marked_name: str = ""
    is_own: bool = True

    def apply(self, state: SubmissionState) -> SubmissionState:
        """The unit has cells to mend; a version accepted before still counts."""
        return state.model_copy(update={"open_findings": self.findings})


class SubmissionAccepted(UnitEvent):
    """A file was accepted as ``version`` of the submission, ``late`` or in time.

    ``due`` is the first moment that was too late for the unit; None in histories that were written
    before it was kept.
    ``advice`` are the sentences on what the unit may look at again.
    """

    kind: Literal["submission_accepted"] = "submission_accepted"
    file: Sha256
    version: int = Field(ge=1)
    late: bool
    advice: tuple[str, ...] = ()
    due: AwareDatetime | None = None

    def apply(self, state: SubmissionState) -> SubmissionState:
        """This file is now the submission; nothing is left to mend."""
        return state.model_copy(
            update={
                "version": self.version,
                "accepted_file": self.file,
                "accepted_at": self.at,
                "late": self.late,
                "due": self.due,
                "open_findings": 0,
            }
        )


class RoundLocked(UnitEvent):
    """The round closed for the unit: by itself, or ``by`` an operator for a ``reason``.

    ``final``: the scores have been used, so that what came in before counts no more either.
    """

    kind: Literal["round_locked"] = "round_locked"
    by: str = ""
    reason: str = ""
    final: bool = False

    def apply(self, state: SubmissionState) -> SubmissionState:
        """Nothing that comes from now on is taken in until an extension or an unlock."""
        return state.model_copy(
            update={
                "locked_at": self.at,
                "final": self.final,
                "unlocked": False,
                "unlocked_until": None,
            }
        )


def _open(until: Limit | None) -> dict[str, object]:
    """What opens a round again; an unlock that was to end, ends ``until`` then."""
    return {"locked_at": None, "final": False, "unlocked_until": until}


def _whole_day(until: object) -> object:
    """A limit; older histories name a day, which is then included."""
    if isinstance(until, date):
        return Limit(kind=LimitKind.AT_LATEST, day=until)
    return {"kind": LimitKind.AT_LATEST, "day": until} if isinstance(until, str) else until


class RoundExtended(UnitEvent):
    """The unit was given time until ``until``, ``by`` an operator for a ``reason``."""

    kind: Literal["round_extended"] = "round_extended"
    until: Annotated[Limit, BeforeValidator(_whole_day)]
    by: str
    reason: str = Field(min_length=1)

    def apply(self, state: SubmissionState) -> SubmissionState:
        """The round is open again, with a limit of the unit's own.

        A file that was accepted late before the unit was given time is judged by the new limit.
        """
        lateness: dict[str, object] = {}
        if state.late and state.accepted_at is not None:
            late = not self.until.met_by(state.accepted_at)
            lateness = {"late": late, "due": self.until.closes}
        return state.model_copy(
            update={
                **_open(until=state.unlocked_until),
                "unlocked": state.unlocked_until is not None,
                "extension": self.until,
                **lateness,
            }
        )


class UnitUnlocked(UnitEvent):
    """An operator opened the closed round for the unit, until ``until`` or until locked again."""

    kind: Literal["unit_unlocked"] = "unit_unlocked"
    by: str
    reason: str = Field(min_length=1)
    until: Limit | None = None

    def apply(self, state: SubmissionState) -> SubmissionState:
        """The round is open again; the limit, and with it what is late, stays what it was."""
        return state.model_copy(update={**_open(until=self.until), "unlocked": True})


class QuestionAsked(UnitEvent):
    """The unit reported a difficulty (plan, IV: "nếu có khó khăn, vướng mắc").

    The first question of a unit is number 1. ``thread`` is the Message-ID of the mail in which it
    came, "" when it came by another door. What was written along with files and asks for nothing
    is a note: it is numbered like a question and may be answered, but no answer is ``owed``.
    ``explains``: it answers a request to explain what the appraisers took off.
    """

    kind: Literal["question_asked"] = "question_asked"
    text: str
    sender: str
    thread: str = ""
    owed: bool = True
    explains: bool = False

    def apply(self, state: SubmissionState) -> SubmissionState:
        """One more question waits for an answer, if one is owed."""
        number = state.asked + 1
        waiting = (*state.waiting, number) if self.owed else state.waiting
        return state.model_copy(update={"asked": number, "waiting": waiting})


class QuestionAnswered(UnitEvent):
    """The operators answered question ``number``; None is the oldest open one."""

    kind: Literal["question_answered"] = "question_answered"
    text: str
    by: str
    number: int | None = Field(default=None, ge=1)

    def apply(self, state: SubmissionState) -> SubmissionState:
        """One question fewer waits; one to a note or that nobody asked for changes nothing."""
        answered = self.number or next(iter(state.waiting), None)
        left = tuple(number for number in state.waiting if number != answered)
        return state.model_copy(update={"waiting": left})


class ExplanationAsked(UnitEvent):
    """The unit was asked to explain ``items`` by ``limit``: by the plan, or ``by`` an operator."""

    kind: Literal["explanation_asked"] = "explanation_asked"
    items: tuple[ScoreReduction, ...] = Field(min_length=1)
    limit: Limit
    by: str = ""

    def apply(self, state: SubmissionState) -> SubmissionState:
        """A later request gives more time and takes none."""
        known = state.explain_by
        later = known is None or self.limit.closes > known.closes
        return state.model_copy(update={"explain_by": self.limit}) if later else state


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
    | QuestionAnswered
    | ExplanationAsked,
    Field(discriminator="kind"),
]


event_adapter: TypeAdapter[SubmissionEvent] = TypeAdapter(SubmissionEvent)
"""Reads and writes events of every kind."""
