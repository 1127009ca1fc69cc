"""Several things in one message: digests of reminders, and the chairman's list of the late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from models.domain.messages.message import Item, Message, message_key, message_to
from models.domain.messages.purposes import MESSAGES, Purpose
from models.domain.reminders.duties import Due, DutyKind
from models.domain.units import Position

if TYPE_CHECKING:
    from models.domain.campaign import Campaign
    from models.domain.reminders.duties import ReminderHistory

AFTERNOON = 1
"""The span of the office's hours in which those above are written to."""

OVERDUE = "overdue"
"""What the chairman's list is about."""


def digest(campaign: str, day: date, messages: Iterable[Message]) -> tuple[Message, ...]:
    """The ``messages`` of ``day``, those for one person at one time put together.

    A digest stands where the first of its items stood; a single message stays what it is.
    """
    groups: dict[tuple[str, ...], list[Message]] = defaultdict(list)
    for message in messages:
        alone = "" if MESSAGES[message.purpose].digested else message.key
        groups[message.person, message.not_before.isoformat(), alone].append(message)
    return tuple(
        group[0] if len(group) == 1 else _together(campaign, day, group)
        for group in groups.values()
    )


def _as_item(message: Message) -> Item:
    """What a digest says of ``message``."""
    return Item(
        key=message.key,
        purpose=message.purpose,
        unit=message.unit,
        subject_ref=message.subject_ref,
        params=message.params,
    )


def _together(campaign: str, day: date, group: Sequence[Message]) -> Message:
    """One message for the whole group, of use as long as any of its items is."""
    first, items = group[0], tuple(_as_item(message) for message in group)
    ends = [message.useful_until for message in group if message.useful_until is not None]
    subject_ref = sha256("\n".join(sorted(item.key for item in items)).encode()).hexdigest()[:16]
    return message_to(
        first.person,
        campaign,
        Purpose.DIGEST,
        subject_ref,
        day,
        first.not_before,
        unit=first.unit if {item.unit for item in items} == {first.unit} else None,
        items=items,
        useful_until=max(ends) if len(ends) == len(group) else None,
    )


def chairman_lists(
    campaign: Campaign, due: Sequence[Due], told: ReminderHistory
) -> Iterator[Message]:
    """To each chairman all forms that have got that far, on a day on which one of them is new.

    ``due`` is what is due on that day. A form is new until it was given out on a list.
    """
    late = [each for each in due if _got_so_far(each, campaign.reminders.chairman_from, told)]
    if any((Purpose.CHAIRMAN_LIST, each.duty.subject_ref) not in told.given for each in late):
        for chairman in campaign.people(Position.CHAIRMAN):
            message = _list(campaign, chairman.id, late)
            if told.known.isdisjoint({message.key, *(item.key for item in message.items)}):
                yield message


def _got_so_far(due: Due, first: int, told: ReminderHistory) -> bool:
    """Whether the head of the unit has been told of the form, and time has passed since."""
    if due.duty.kind is DutyKind.GATE or due.duty.acknowledged or due.step < first:
        return False
    return told.has_had(Purpose.ESCALATION, due.duty)


def _list(campaign: Campaign, chairman: str, late: Sequence[Due]) -> Message:
    purpose, day = Purpose.CHAIRMAN_LIST, late[0].day
    return message_to(
        chairman,
        campaign.id,
        purpose,
        OVERDUE,
        day,
        campaign.reminders.hours.slot(AFTERNOON, day, chairman),
        items=tuple(
            Item(
                key=message_key(campaign.id, chairman, purpose, each.duty.subject_ref, day),
                purpose=purpose,
                unit=each.duty.unit,
                subject_ref=each.duty.subject_ref,
                params=each.params,
            )
            for each in late
        ),
        useful_until=late[0].day_ends,
    )
