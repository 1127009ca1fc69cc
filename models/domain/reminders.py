"""The reminder plan: (campaign, calendar, states, policy, today) -> messages, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from pydantic import Field

from models.domain.deadlines import HANOI, Limit, WorkingCalendar
from models.domain.messages import Message, Purpose, message_key
from models.domain.own_times import own_limit
from models.domain.submission import SubmissionState
from models.domain.units import Contact, Position
from models.domain.values import UnitCode, Value

if TYPE_CHECKING:
    from models.domain.campaign import Campaign, Form

MORNING = time(7, 30)


class ReminderPolicy(Value):
    """Working days before (negative) and after (positive) a limit on which people are reminded.

    Day 0 is the last working day that is still in time. From ``escalate_from`` working days after
    the limit on, the head of the unit is told as well.
    """

    ladder: tuple[int, ...] = (-7, -3, -1, 0, 1)
    escalate_from: int = Field(default=1, ge=1)


def plan(
    campaign: Campaign,
    form: Form,
    limit: Limit,
    states: Mapping[UnitCode, SubmissionState],
    today: date,
) -> tuple[Message, ...]:
    """The messages of ``today`` about ``form``, in the order of the campaign's units.

    ``states`` names the units that owe the form; a unit with an extension is counted from its own
    limit. Officers are reminded; late, the head is told as well. Off working days nobody is, nor
    on the day on which the unit got its workbook: it has had no working day for it yet.
    """
    due = _due(campaign, limit, states, today)
    return tuple(
        _message(campaign, form, contact, purpose, *due[code], today)
        for code, contact in _contacts(campaign, due)
        if (purpose := _purpose(contact, due[code][1], campaign.reminders)) is not None
    )


def _due(
    campaign: Campaign, limit: Limit, states: Mapping[UnitCode, SubmissionState], today: date
) -> dict[UnitCode, tuple[Limit, int]]:
    """The own limit of each unit to be reminded today, and the step of the ladder it is on."""
    due = {}
    for code, state in states.items():
        if not state.answered and _had_a_day(campaign, state, today):
            own = own_limit(limit, state)
            step = _step(campaign.calendar, campaign.reminders, own, today)
            if step is not None:
                due[code] = (own, step)
    return due


def _had_a_day(campaign: Campaign, state: SubmissionState, today: date) -> bool:
    """Whether a working day has begun since the unit's workbook went out."""
    if state.sent_out_at is None:
        return True
    return campaign.calendar.shift(state.sent_out_at.astimezone(HANOI).date(), 1) <= today


def _step(
    calendar: WorkingCalendar, policy: ReminderPolicy, limit: Limit, today: date
) -> int | None:
    last = calendar.on_or_before(limit.last_day)
    return next((step for step in policy.ladder if calendar.shift(last, step) == today), None)


def _contacts(campaign: Campaign, due: Collection[UnitCode]) -> Iterator[tuple[UnitCode, Contact]]:
    people: dict[UnitCode, list[Contact]] = defaultdict(list)
    for contact in campaign.contacts:
        if contact.unit is not None and contact.unit in due:
            people[contact.unit].append(contact)
    for unit in campaign.units:
        for contact in people[unit.code]:
            yield unit.code, contact


def _purpose(contact: Contact, step: int, policy: ReminderPolicy) -> Purpose | None:
    if contact.position is Position.OFFICER:
        return Purpose.LATE if step > 0 else Purpose.REMINDER
    if contact.position is Position.HEAD and step >= policy.escalate_from:
        return Purpose.ESCALATION
    return None


def _message(
    campaign: Campaign,
    form: Form,
    contact: Contact,
    purpose: Purpose,
    limit: Limit,
    step: int,
    today: date,
) -> Message:
    subject_ref = f"{form}:{contact.unit}"
    return Message(
        key=message_key(campaign.id, contact.id, purpose, subject_ref, today),
        person=contact.id,
        purpose=purpose,
        unit=contact.unit,
        subject_ref=subject_ref,
        params={"form": form.words, "limit": limit.in_words(), **_distance(step)},
        not_before=datetime.combine(today, MORNING, HANOI),
    )


def _distance(step: int) -> dict[str, str]:
    """How far the limit is, under the name that the template of the purpose uses."""
    if step > 0:
        return {"overdue": f"{step} ngày làm việc"}
    if step == 0:
        return {"remaining": "hôm nay là ngày làm việc cuối cùng"}
    return {"remaining": f"{-step} ngày làm việc"}
