"""The reminder plan: (campaign, duties, what was told, now) -> messages, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from models.domain.deadlines import HANOI, day_in_hanoi
from models.domain.messages.message import Message, message_to
from models.domain.messages.purposes import Purpose
from models.domain.reminders.digest import AFTERNOON, chairman_lists, digest
from models.domain.reminders.duties import Due, Duty, DutyKind, due_on

if TYPE_CHECKING:
    from models.domain.campaign import Campaign
from models.domain.messages.reminder_policy import ReminderPolicy
from models.domain.reminders.duties import ReminderHistory

MORNING = 0
"""The span of the office's hours in which people are written to about what they do themselves."""


def plan_messages(
    campaign: Campaign, duties: Iterable[Duty], told: ReminderHistory, now: datetime
) -> tuple[Message, ...]:
    """What is to be told on the day of ``now`` (aware) and is not in the outbox yet.

    Those who do it are told in the morning, those above them in the afternoon; what has its time
    behind it comes as it is, as long as the office is open. Off working days, after office hours
    and on the day on which people got their work nobody is told anything. The order is that of the
    campaign's units, the chairman's lists come last; that of ``duties`` does not matter.
    """
    today, hours = day_in_hanoi(now), campaign.reminders.hours
    closing = datetime.combine(today, hours.office[-1][1], HANOI)
    if now >= closing or not campaign.calendar.is_working(today):
        return ()
    due = due_on(campaign, duties, today)
    single = {
        message.key: message
        for each in due
        for message in _about(campaign, each, told)
        if message.key not in told.known and not _is_over(message, now)
    }
    lists = chairman_lists(campaign, due, told)
    return (*digest(campaign.id, today, single.values()), *lists)


def _about(campaign: Campaign, due: Due, told: ReminderHistory) -> Iterator[Message]:
    """What is to be told about one duty on this day."""
    purpose = _purpose(due, campaign.reminders, told)
    if purpose is not None:
        for person in due.duty.people:
            yield _message(campaign, due, person, purpose, MORNING)
    if _escalates(due, campaign.reminders, told):
        for person in due.duty.superiors:
            yield _message(campaign, due, person, Purpose.ESCALATION, AFTERNOON)


def _purpose(due: Due, policy: ReminderPolicy, told: ReminderHistory) -> Purpose | None:
    """What those who do it are told on this day, if anything."""
    is_late, on_ladder = due.step > 0, due.step in policy.ladder
    if due.duty.kind is DutyKind.GATE:
        is_day = due.step in policy.gates or (is_late and on_ladder)
        return Purpose.GATE_REMINDER if is_day else None
    if is_late:
        return Purpose.LATE if on_ladder or _was_missed(due, policy, told) else None
    return Purpose.REMINDER if on_ladder else None


def _was_missed(due: Due, policy: ReminderPolicy, told: ReminderHistory) -> bool:
    """Whether nobody was told that it is late, on a day on which the system stood still."""
    passed = any(0 < step < due.step for step in policy.ladder)
    return passed and (Purpose.LATE, due.duty.subject_ref) not in told.given


def _escalates(due: Due, policy: ReminderPolicy, told: ReminderHistory) -> bool:
    """Whether those above are told: on their days, or as soon as may be when these went by."""
    duty, step = due.duty, due.step
    if duty.kind is DutyKind.GATE or duty.acknowledged or step < policy.escalate_from:
        return False
    if not told.has_had(Purpose.LATE, duty):
        return False
    is_day = step == policy.escalate_from or step in policy.ladder
    return is_day or (Purpose.ESCALATION, duty.subject_ref) not in told.given


def _message(campaign: Campaign, due: Due, person: str, purpose: Purpose, slot: int) -> Message:
    duty, day_ends = due.duty, due.day_ends
    return message_to(
        person,
        campaign.id,
        purpose,
        duty.subject_ref,
        due.day,
        campaign.reminders.hours.slot(slot, due.day, person),
        unit=duty.unit,
        params=due.params,
        useful_until=min(day_ends, duty.limit.closes) if purpose is Purpose.REMINDER else day_ends,
    )


def _is_over(message: Message, now: datetime) -> bool:
    """Whether it would come when it is of no use any more, as a reminder after the hour named."""
    end = message.useful_until
    return end is not None and end <= max(now, message.not_before)
