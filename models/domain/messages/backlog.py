"""What of the sending is wrong enough to alarm an operator, and since when."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime

from models.domain.messages.breaker import ChannelState
from models.domain.messages.message import Item, Message, MessageRecord
from models.domain.messages.outbox import DOUBT
from models.domain.messages.transmission import WAITING, MessageState, Transmission
from models.domain.messages.triage import RESTS
from models.domain.values import Value

LONGEST_WAIT = timedelta(hours=1)
"""How long a message may wait beyond its time before somebody looks why."""


class Cause(StrEnum):
    """Why an operator is alarmed."""

    OVERDUE = "messages.overdue"
    """Messages wait beyond their time: the one that waits longest is named by its number."""
    STOPPED = "channel.stopped"
    """A channel is stopped."""


class BacklogAlarm(Value):
    """One cause of an alarm; ``subject`` is the number of the message or the name of the channel.

    ``count`` is how many messages wait too long, ``detail`` what the channel said.
    """

    cause: Cause
    subject: str
    since: AwareDatetime
    count: int = 0
    detail: str = ""


def waits_since(message: MessageRecord, way: Transmission, now: datetime) -> datetime | None:
    """Since when a transmission could have gone out but for a failure; None when it waits rightly.

    What was put off for decent hours or a quota has a new time; what waits for a channel that is
    stopped or for its next try keeps its old one.
    """
    if way.state not in WAITING:
        return None
    held_up = way.state is MessageState.FAILED_TEMPORARY or way.detail.startswith(RESTS)
    since = message.not_before if held_up and way.number == 1 else way.not_before
    return since if since <= now else None


def oldest_due(messages: Iterable[MessageRecord], now: datetime) -> datetime | None:
    """Since when the oldest of the due messages waits; None when nothing is due."""
    return min((since for since, _ in _due(messages, now)), default=None)


def backlog_alarms(
    messages: Iterable[MessageRecord], channels: Iterable[ChannelState], now: datetime
) -> tuple[BacklogAlarm, ...]:
    """The causes to alarm an operator at ``now`` (aware): messages first, then channels by name."""
    late = sorted(
        (since, message.position)
        for since, message in _due(messages, now)
        if now - since > LONGEST_WAIT
    )
    found = [
        BacklogAlarm(cause=Cause.OVERDUE, subject=str(position), since=since, count=len(late))
        for since, position in late[:1]
    ]
    found += [
        BacklogAlarm(
            cause=Cause.STOPPED, subject=state.name, since=state.stopped_at, detail=state.detail
        )
        for state in sorted(channels, key=lambda state: state.name)
        if state.stopped_at is not None
    ]
    return tuple(found)


def _due(
    messages: Iterable[MessageRecord], now: datetime
) -> Iterator[tuple[datetime, MessageRecord]]:
    for message in messages:
        for way in message.transmissions:
            since = waits_since(message, way, now)
            if since is not None:
                yield since, message


S = MessageState
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_GIVEN_UP = frozenset({S.FAILED_PERMANENT, S.EXPIRED})


def is_unreached(message: MessageRecord, now: datetime) -> bool:
    """Whether nobody has got a message and the system does nothing more about it.

    What is in doubt counts when its receipt has been waited for long enough.
    """
    way = message.decisive
    if way.state is S.UNKNOWN:
        moment = way.settled_at or way.sent_at or way.not_before
        return now - moment >= DOUBT
    return way.state in _GIVEN_UP


def unreached(
    messages: Iterable[MessageRecord], left: Mapping[str, MessageRecord | None], now: datetime
) -> tuple[MessageRecord, ...]:
    """The messages to be told by telephone, in their order.

    ``left`` says what is left of those whose reason is gone (None) or has become smaller, by key.
    """
    found = (left.get(each.key, each) for each in messages if is_unreached(each, now))
    return tuple(each for each in found if each is not None)


def limit_day(message: Message) -> date | None:
    """The first day that a message names as a limit; None when it names none."""
    parts: tuple[Message | Item, ...] = message.items or (message,)
    found = (_DAY.search(part.params.get("limit", "")) for part in parts)
    return min((date(int(d[3]), int(d[2]), int(d[1])) for d in found if d), default=None)


def tried(message: MessageRecord) -> tuple[Transmission, ...]:
    """The ways that a message went in vain since it was last asked for."""
    turn = message.decisive.turn
    return tuple(way for way in message.transmissions if way.turn == turn)
