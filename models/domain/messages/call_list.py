"""Whom no channel has reached, so that a person must call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from models.domain.messages.message import Item, Message, MessageRecord
from models.domain.messages.outbox import DOUBT
from models.domain.messages.transmission import MessageState, Transmission

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
