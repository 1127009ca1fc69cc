"""What people still owe: forms of units, decisions at gates; and how far the limit of each is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, Field

from models.domain.collection.round_changes import own_closing, own_limit
from models.domain.collection.submission_state import SubmissionState
from models.domain.deadlines import HANOI, Limit, WorkingCalendar, day_in_hanoi
from models.domain.units import Contact, Position, Unit
from models.domain.values import UnitCode, Value

if TYPE_CHECKING:
    from models.domain.campaign import Campaign, Form

from models.domain.messages.message import Item, Message
from models.domain.messages.purposes import Purpose


class DutyKind(StrEnum):
    """What is owed: a form of a unit, or a decision at a gate."""

    FORM = "form"
    GATE = "gate"


class Duty(Value):
    """Something that ``people`` owe by their own ``limit``, extensions included.

    ``subject_ref`` names it once in a campaign ("commune:18496", "results/chairman/1"). ``people``
    and ``superiors`` are contact ids: who does it and who is told when it is late. ``since`` is
    when they got it, None if that is not known. ``params`` is what every message about it says:
    for forms ``form`` and ``limit`` in words, for gates ``title``, ``limit`` and ``link``.

    What is ``done`` needs no word more; what is ``closed`` can not be done any more, and from
    ``closes`` on nothing can.
    ``acknowledged``: one of its people has confirmed a reminder, so nobody above them is told.
    """

    subject_ref: str = Field(min_length=1)
    kind: DutyKind
    unit: UnitCode | None = None
    people: tuple[str, ...]
    superiors: tuple[str, ...] = ()
    limit: Limit
    since: AwareDatetime | None = None
    params: dict[str, str] = Field(default_factory=dict)
    done: bool = False
    closed: bool = False
    closes: AwareDatetime | None = None
    acknowledged: bool = False

    def is_due(self, calendar: WorkingCalendar, day: date) -> bool:
        """Whether it is still to be done and a working day has begun since its people got it."""
        over = self.closes is not None and self.closes <= datetime.combine(day, time(0), HANOI)
        if self.done or self.closed or over:
            return False
        since = self.since
        return since is None or calendar.shift(day_in_hanoi(since), 1) <= day


class Due(Value):
    """A duty on the working day ``day``, ``step`` working days after its limit (before: < 0)."""

    duty: Duty
    day: date
    step: int

    @property
    def day_ends(self) -> datetime:
        """The moment from which it is wrong to say how far the limit is (aware)."""
        return datetime.combine(self.day + timedelta(days=1), time(0), HANOI)

    @property
    def params(self) -> dict[str, str]:
        """What a message of this day says: the distance by the name that its template knows."""
        far = _distance(self.step)
        if self.duty.kind is DutyKind.GATE:
            far = {"standing": distance_words(far)}
        return {**self.duty.params, **far}


def due_on(campaign: Campaign, duties: Iterable[Duty], day: date) -> tuple[Due, ...]:
    """What is due on the working day ``day``: in the campaign's order of units, then of no unit.

    The order of ``duties`` does not matter.
    """
    order = {unit.code: place for place, unit in enumerate(campaign.units)}
    due = [duty for duty in duties if duty.is_due(campaign.calendar, day)]
    steps = {limit: _step(campaign.calendar, limit, day) for limit in {duty.limit for duty in due}}
    due.sort(key=lambda duty: (order.get(duty.unit or "", len(order)), duty.subject_ref))
    return tuple(Due(duty=duty, day=day, step=steps[duty.limit]) for duty in due)


def form_duties(
    campaign: Campaign,
    form: Form,
    limit: Limit,
    states: Mapping[UnitCode, SubmissionState],
    acknowledged: Collection[str] = (),
) -> tuple[Duty, ...]:
    """The duty of each unit in ``states`` to send in ``form``, in the campaign's order of units.

    Officers do it (heads, where there is no officer) and the heads are above them. ``limit`` is the
    general one; ``acknowledged`` are the ``subject_ref`` of which a reminder was confirmed.
    """
    return tuple(
        _form_duty(campaign, form, limit, unit, states[unit.code], acknowledged)
        for unit in campaign.units
        if unit.code in states
    )


def _form_duty(
    campaign: Campaign,
    form: Form,
    limit: Limit,
    unit: Unit,
    state: SubmissionState,
    acknowledged: Collection[str],
) -> Duty:
    subject_ref, own = f"{form}:{unit.code}", own_limit(limit, state)
    heads = _ids(campaign.contacts_of(unit.code, Position.HEAD))
    return Duty(
        subject_ref=subject_ref,
        kind=DutyKind.FORM,
        unit=unit.code,
        people=_ids(campaign.contacts_of(unit.code, Position.OFFICER)) or heads,
        superiors=heads,
        limit=own,
        since=state.sent_out_at,
        params={"form": form.words, "limit": own.in_words()},
        done=state.answered,
        closed=state.locked,
        closes=own_closing(campaign.closing_of(form), state),
        acknowledged=subject_ref in acknowledged,
    )


def _ids(contacts: Iterable[Contact]) -> tuple[str, ...]:
    return tuple(contact.id for contact in contacts)


def _step(calendar: WorkingCalendar, limit: Limit, day: date) -> int:
    """Working days from the last one that is in time to ``day``, itself a working day."""
    last = calendar.on_or_before(limit.last_day)
    return calendar.between(last, day) - calendar.between(day, last)


def distance_words(params: Mapping[str, str]) -> str:
    """How far a limit is, as it stands in a sentence, from what a message says of it."""
    if "overdue" in params:
        return f"đã quá hạn {params['overdue']}"
    remaining = params.get("remaining", "")
    return f"còn {remaining}" if remaining[:1].isdigit() else remaining


def _distance(step: int) -> dict[str, str]:
    if step > 0:
        return {"overdue": f"{step} ngày làm việc"}
    if step == 0:
        return {"remaining": "hôm nay là ngày làm việc cuối cùng"}
    return {"remaining": f"{-step} ngày làm việc"}


class ReminderHistory(Value):
    """What people have been told, or will be.

    ``known`` are the keys of all messages in the outbox and of their items; ``given`` says which
    purposes about which ``subject_ref`` were given out for good, so that the next step may follow.
    """

    known: frozenset[str] = frozenset()
    given: frozenset[tuple[str, str]] = frozenset()

    def has_had(self, step: Purpose, duty: Duty) -> bool:
        """Whether ``step`` (late, escalation) was given out about ``duty``: the next may follow.

        A step that there is nobody for is passed over: a unit without a head, or without anybody,
        is one for the chairman all the same.
        """
        if (step, duty.subject_ref) in self.given:
            return True
        if step is Purpose.ESCALATION:
            return not duty.superiors and self.has_had(Purpose.LATE, duty)
        return not duty.people

    def and_given(self, messages: Iterable[Message]) -> ReminderHistory:
        """The same with ``messages``, all of them given out."""
        parts: list[Message | Item] = []
        for message in messages:
            parts += (message, *message.items)
        given = {(part.purpose, part.subject_ref) for part in parts}
        return ReminderHistory(
            known=self.known | {part.key for part in parts}, given=self.given | given
        )
