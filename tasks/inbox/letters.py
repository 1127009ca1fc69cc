"""Letters about rounds and questions, queued in the transaction of what they tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from config.workspace import Workspace
from models.domain.deadlines import day_in_hanoi
from models.domain.messages.message import Message, Purpose, message_key
from models.domain.units import Contact, Position
from models.domain.values import UnitCode


def officers_of(workspace: Workspace, unit: UnitCode) -> tuple[Contact, ...]:
    """Who fills in the forms of a unit."""
    people = workspace.campaign.contacts_of(unit)
    return tuple(person for person in people if person.position is Position.OFFICER)


def letters(
    workspace: Workspace,
    people: Iterable[Contact],
    purpose: Purpose,
    unit: UnitCode | None,
    subject: str,
    params: Mapping[str, str],
    since: datetime | None = None,
    thread: str = "",
) -> list[Message]:
    """One message to each of ``people`` about ``subject``, which is told once a day at most.

    ``since`` (default: now) is the moment whose day counts: what is told of one moment is told
    once, on whatever day. ``thread`` is the Message-ID of the mail that is answered.
    """
    now = workspace.now()
    day = day_in_hanoi(since or now)
    return [
        Message(
            key=message_key(workspace.campaign.id, person.id, purpose, subject, day),
            person=person.id,
            purpose=purpose,
            unit=unit,
            subject_ref=subject,
            params=dict(params),
            not_before=now,
            thread=thread,
        )
        for person in people
    ]
