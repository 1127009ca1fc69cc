"""What dispatchers tell the outbox: what they begin, and what became of it."""

from datetime import datetime, timedelta

from pydantic import AwareDatetime, Field

from models.domain.messages.outcomes import Receipt, follow_up
from models.domain.messages.transmission import Blame, MessageState
from models.domain.values import Value

LEASE = timedelta(minutes=10)
"""How long a transmission stays in the hands of a dispatcher that says nothing: longer than a
window of messages takes when every answer of the server takes as long as it may."""

DOUBT = timedelta(minutes=15)
"""How long a receipt is waited for before a message of unknown fate goes another way."""

SILENCE = timedelta(hours=72)
"""How long a channel that sends receipts may owe one before the fate of a message is unknown."""


class TransmissionRef(Value):
    """A transmission: the key of its message and its number."""

    message: str = Field(min_length=1)
    number: int = Field(ge=1)


class Start(TransmissionRef):
    """A transmission is about to go out: where to, from which text, and under which own name."""

    channel: str = Field(min_length=1)
    address: str
    template: str
    version: str
    track: str = ""


class HeldTransmission(TransmissionRef):
    """A transmission in the hands of the dispatcher ``claim``."""

    claim: str
    state: MessageState


class SendResult(TransmissionRef):
    """What became of a transmission, in the words of the channel.

    ``not_before`` is None when its moment stays as it is. ``then`` is the channel on which the
    message goes on at ``then_from``; empty: nowhere. ``counts`` is what the try adds to those that
    count (0 or -1: ``start`` has counted it). ``evidence`` is kept as it came.
    """

    state: MessageState
    channel: str = ""
    not_before: AwareDatetime | None = None
    blame: Blame = Blame.NOBODY
    ref: str = ""
    code: str = ""
    detail: str = ""
    evidence: str = ""
    counts: int = Field(default=0, ge=-1, le=0)
    then: str = ""
    then_from: AwareDatetime | None = None


def result_of(
    place: Start,
    receipt: Receipt,
    attempts: int,
    now: datetime,
    useful_until: datetime | None,
    next_way: str,
    urgent: bool = False,
) -> SendResult:
    """The settlement of a try that gave ``receipt``; ``attempts`` counts it in.

    ``next_way`` is the channel to go on with when this one can not bring the message, or puts off
    what is ``urgent``.
    """
    hurries = urgent and bool(next_way)
    follows = follow_up(receipt, attempts, place.message, now, useful_until, hurries)
    return SendResult(
        message=place.message,
        number=place.number,
        channel=place.channel,
        state=follows.state,
        not_before=follows.not_before,
        blame=follows.blame,
        ref=receipt.ref,
        code=receipt.code,
        detail=receipt.detail,
        counts=0 if follows.counts else -1,
        then=next_way if follows.moves_on else "",
        then_from=now if follows.moves_on else None,
    )
