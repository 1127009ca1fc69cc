"""The reminder plan: (campaign, calendar, states, policy, today) -> messages, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pydantic import Field

from models.domain.deadlines import HANOI, Limit, LimitKind, WorkingCalendar
from models.domain.messages import Message, Purpose, message_key
from models.domain.submission import SubmissionState, SubmissionStatus
from models.domain.units import Contact, Position, Unit
from models.domain.values import UnitCode, Value

if TYPE_CHECKING:
    from models.domain.campaign import Campaign, Form

MORNING = time(7, 30)


class ReminderPolicy(Value):
    """Working days before (negative) and after (positive) a limit on which people are reminded.

    From ``escalate_from`` working days after the limit on, the head of the unit is told as well.
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
    limit. Officers are reminded; late, the head is told as well. Off working days nobody is.
    """
    return tuple(
        message
        for unit in campaign.units
        if (state := states.get(unit.code)) is not None
        for message in _for_unit(campaign, form, _own_limit(limit, state), unit, state, today)
    )


def _for_unit(
    campaign: Campaign, form: Form, limit: Limit, unit: Unit, state: SubmissionState, today: date
) -> Iterator[Message]:
    if state.status is SubmissionStatus.ACCEPTED:
        return
    step = _step(campaign.calendar, campaign.reminders, limit, today)
    if step is None:
        return
    for contact in campaign.contacts_of(unit.code):
        purpose = _purpose(contact, step, campaign.reminders)
        if purpose is not None:
            params = _params(campaign, form, limit, unit, state)
            yield _message(
                campaign.id, contact, purpose, unit, f"{form}:{unit.code}", params, today
            )


def _own_limit(limit: Limit, state: SubmissionState) -> Limit:
    until = state.extended_until
    if until is None or until <= limit.last_day:
        return limit
    return Limit(kind=LimitKind.AT_LATEST, day=until)


def _step(
    calendar: WorkingCalendar, policy: ReminderPolicy, limit: Limit, today: date
) -> int | None:
    if not calendar.is_working(today):
        return None
    last = limit.last_day
    while not calendar.is_working(last):
        last -= timedelta(days=1)
    return next((step for step in policy.ladder if calendar.shift(last, step) == today), None)


def _purpose(contact: Contact, step: int, policy: ReminderPolicy) -> Purpose | None:
    if contact.position is Position.OFFICER:
        return Purpose.LATE if step > 0 else Purpose.REMINDER
    if contact.position is Position.HEAD and step >= policy.escalate_from:
        return Purpose.ESCALATION
    return None


def _params(
    campaign: Campaign, form: Form, limit: Limit, unit: Unit, state: SubmissionState
) -> dict[str, str]:
    return {
        "campaign_title": campaign.title,
        "unit_name": unit.name,
        "form": form.value,
        "limit": limit.in_words(),
        "findings": str(state.open_findings),
    }


def _message(
    campaign: str,
    contact: Contact,
    purpose: Purpose,
    unit: Unit,
    subject_ref: str,
    params: dict[str, str],
    today: date,
) -> Message:
    return Message(
        key=message_key(campaign, contact.id, purpose, subject_ref, today),
        person=contact.id,
        purpose=purpose,
        unit=unit.code,
        subject_ref=subject_ref,
        params=params,
        not_before=datetime.combine(today, MORNING, HANOI),
    )
