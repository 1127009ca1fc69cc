"""What is learnt of a message after it went out: delivered, bounced, acknowledged."""

from __future__ import annotations

from models.domain.messages.message import MessageRecord, Purpose
from models.domain.messages.outbox import Settlement
from models.domain.messages.transmission import MessageState, decisive, may_become

CONFIRMABLE = frozenset(
    {
        Purpose.REMINDER,
        Purpose.LATE,
        Purpose.ESCALATION,
        Purpose.DIGEST,
        Purpose.GATE_REMINDER,
    }
)
"""Letters that ask their person to confirm them."""


def is_confirmed(message: MessageRecord) -> bool:
    """Whether the person has confirmed a message, however often it was sent."""
    return any(way.state is MessageState.ACKNOWLEDGED for way in message.transmissions)


def acknowledged(
    message: MessageRecord, detail: str, evidence: str, number: int = 0
) -> Settlement | None:
    """The settlement of a message whose person has confirmed it; None when that is known.

    It counts for the transmission ``number``, if that one may have arrived, or for the one that is
    known best of those that may have, even when the message is about to go out anew. ``detail``
    says how the person confirmed, ``evidence`` is what came, as it came.
    """
    confirmed = MessageState.ACKNOWLEDGED
    there = [way for way in message.transmissions if may_become(way.state, confirmed)]
    if not there or is_confirmed(message):
        return None
    way = next((each for each in there if each.number == number), decisive(there))
    return Settlement(
        message=message.key,
        number=way.number,
        channel=way.channel,
        state=confirmed,
        detail=detail,
        evidence=evidence,
    )
