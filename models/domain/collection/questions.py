"""What a unit asks and is answered, and what it is asked to explain (giải trình) and by when."""

from collections.abc import Iterable
from datetime import date, datetime

from pydantic import AwareDatetime

from models.domain.campaign import StagePlan
from models.domain.collection.submission_events import (
    ExplanationAsked,
    QuestionAnswered,
    QuestionAsked,
    SubmissionEvent,
)
from models.domain.deadlines import Limit, LimitKind, WorkingCalendar, day_in_hanoi
from models.domain.scoring.reductions import ScoreReduction
from models.domain.values import Value


class Question(Value):
    """Question ``number`` of a unit about a form; ``answer`` is None while it waits.

    ``thread`` is the Message-ID of the mail that asked, "" when none did. No answer is ``owed`` to
    a note that came along with files. One that ``explains`` answers our request for it.
    """

    number: int
    at: AwareDatetime
    text: str
    sender: str
    thread: str = ""
    owed: bool = True
    explains: bool = False
    answer: QuestionAnswered | None = None

    @property
    def waits(self) -> bool:
        """Whether an answer is owed and not given."""
        return self.owed and self.answer is None

    @property
    def words(self) -> str:
        """What it is called: ``câu hỏi số 2``."""
        what = "giải trình" if self.explains else "câu hỏi" if self.owed else "lời nhắn"
        return f"{what} số {self.number}"

    def waiting_days(self, now: datetime) -> int:
        """Calendar days in Hanoi since it was asked."""
        return (day_in_hanoi(now) - day_in_hanoi(self.at)).days


def questions_of(history: Iterable[SubmissionEvent]) -> tuple[Question, ...]:
    """All questions of a history, oldest first.

    An answer without a number is to the oldest open one; one that nobody asked for belongs to none.
    """
    found: dict[int, Question] = {}
    for event in history:
        if isinstance(event, QuestionAsked):
            number = len(found) + 1
            found[number] = Question(number=number, **event.model_dump(exclude={"kind"}))
        elif isinstance(event, QuestionAnswered):
            waiting = [number for number, each in found.items() if each.waits]
            number = event.number or next(iter(waiting), 0)
            if number in found and found[number].answer is None:
                found[number] = found[number].model_copy(update={"answer": event})
    return tuple(found.values())


def asked_before(history: Iterable[SubmissionEvent]) -> tuple[ExplanationAsked, ...]:
    """The requests to explain in a unit's history, oldest first."""
    return tuple(event for event in history if isinstance(event, ExplanationAsked))


def not_asked_yet(
    found: Iterable[ScoreReduction], history: Iterable[SubmissionEvent]
) -> tuple[ScoreReduction, ...]:
    """What of ``found`` the unit was never asked about with the same points."""
    known = {item.points for event in asked_before(history) for item in event.items}
    return tuple(item for item in found if item.points not in known)


def explanation_limit(plan: StagePlan, calendar: WorkingCalendar, today: date) -> Limit | None:
    """By when a unit that is asked ``today`` explains, by the plan of the stage.

    Whoever is asked late has the next working day. None when the plan has no explanations, or when
    the stage must end before that.
    """
    if plan.explanations is None:
        return None
    soonest = Limit(kind=LimitKind.AT_LATEST, day=calendar.shift(today, 1))
    limit = max(plan.explanations, soonest, key=lambda each: each.closes)
    return limit if limit.closes <= plan.limit.closes else None
