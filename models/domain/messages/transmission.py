"""One message on one channel: its states, and where it may go from each.

A message that one channel can not bring goes on another: it then has two transmissions. Each is on
one channel for good, so that "never twice on a channel" is a matter of one row.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime, Field

from models.domain.values import Value


class MessageState(StrEnum):
    """Fate of a transmission, in the order in which more is known of it.

    ``UNKNOWN`` may have arrived, so it is never sent again on its channel by itself.
    """

    PLANNED = "planned"
    DEFERRED = "deferred"
    """Its time has been put off: outside decent hours, a quota that is used up."""
    FAILED_TEMPORARY = "failed_temporary"
    """Surely not taken over; tried again at ``not_before``."""
    CLAIMED = "claimed"
    """In the hands of one dispatcher until its lease ends; nothing has gone out yet."""
    SENDING = "sending"
    """Committed before the channel is touched: from here on it may have arrived."""
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    SUPPRESSED = "suppressed"
    FAILED_PERMANENT = "failed_permanent"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    """The server took it over; that is not yet proof of delivery."""
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"


S = MessageState

WAITING = frozenset({S.PLANNED, S.DEFERRED, S.FAILED_TEMPORARY})
"""States from which a transmission is sent when its time comes."""

OPEN = WAITING | {S.CLAIMED, S.SENDING}
"""States in which the system still has something to do."""

ARRIVED = frozenset({S.DELIVERED, S.ACKNOWLEDGED})
"""States in which the person surely has the message."""

TAKEN = ARRIVED | {S.ACCEPTED}
"""States in which a server took the message over."""

NEED_CARE = frozenset({S.UNKNOWN, S.FAILED_PERMANENT, S.EXPIRED})
"""States in which the person may be without the message, and the system does no more about it."""

_BEFORE_SENDING = frozenset({S.CANCELLED, S.EXPIRED, S.SUPPRESSED, S.FAILED_PERMANENT})
_NEWS = frozenset({S.DELIVERED, S.ACKNOWLEDGED, S.FAILED_PERMANENT})

ALLOWED: dict[MessageState, frozenset[MessageState]] = {
    **dict.fromkeys(WAITING, _BEFORE_SENDING | {S.CLAIMED}),
    S.CLAIMED: _BEFORE_SENDING | {S.SENDING, S.PLANNED, S.DEFERRED},
    S.SENDING: _NEWS
    | {S.ACCEPTED, S.UNKNOWN, S.SUPPRESSED, S.PLANNED, S.DEFERRED, S.FAILED_TEMPORARY},
    S.UNKNOWN: _NEWS | {S.ACCEPTED},
    S.ACCEPTED: _NEWS | {S.UNKNOWN},
    S.DELIVERED: frozenset({S.ACKNOWLEDGED}),
}
"""Where a transmission may go from each state; from the others, nowhere.

A receipt may come before the answer of the server it belongs to, and a bounce after it; what was
delivered never falls back. What was given up as unknown never becomes waiting again.
"""


def may_become(state: MessageState, target: MessageState) -> bool:
    """Whether a transmission in ``state`` may go over to ``target``."""
    return target in ALLOWED.get(state, frozenset())


class Blame(StrEnum):
    """Who must mend what a transmission failed for."""

    NOBODY = ""
    RECIPIENT = "recipient"
    """The person can not be reached at this address: it must be corrected."""
    TEXT = "text"
    """The channel refused what was said: its author must mend the template or the data."""
    CHANNEL = "channel"
    """The server was in no state to take it over within all tries."""


class Transmission(Value):
    """A message on a channel.

    ``number`` counts the transmissions of a message, ``turn`` how often a person asked for the
    message anew: in one turn a channel is used once. ``channel`` is empty until one is chosen.
    ``claim`` names the dispatcher that holds it until ``lease_until``. ``attempts`` counts the
    tries that count, the last one ``sent_at``. ``address`` is a digest of where it went, by which
    a changed number is known; ``template`` and ``version`` say from what it was written. ``track``
    is our own name for it, which comes back in receipts, bounces and replies; ``ref`` is the
    provider's, ``code`` and ``detail`` its last answer, ``blame`` says who must
    mend what made it fail.
    """

    number: int = Field(default=1, ge=1)
    turn: int = Field(default=1, ge=1)
    channel: str = ""
    state: MessageState = S.PLANNED
    not_before: AwareDatetime
    claim: str = ""
    lease_until: AwareDatetime | None = None
    attempts: int = Field(default=0, ge=0)
    address: str = ""
    blame: Blame = Blame.NOBODY
    template: str = ""
    version: str = ""
    track: str = ""
    ref: str = ""
    code: str = ""
    detail: str = ""
    sent_at: AwareDatetime | None = None
    settled_at: AwareDatetime | None = None


def decisive(transmissions: Sequence[Transmission]) -> Transmission:
    """The transmission that tells how its message stands: of the last turn, the best of them.

    Best is what has arrived or was taken over, then what still goes on, then the last one.
    """
    turn = max(each.turn for each in transmissions)
    last = [each for each in transmissions if each.turn == turn]
    return max(last, key=_standing)


def _standing(transmission: Transmission) -> tuple[int, int, int]:
    states, state = tuple(MessageState), transmission.state
    known = states.index(state) if state in TAKEN else 0
    return (known, state in OPEN, transmission.number)


class TransmissionEvent(Value):
    """Something that happened to a transmission; ``evidence`` is kept as it came.

    Events are only ever added: they tell how a message came to be where it is.
    """

    message: str
    number: int
    at: datetime
    what: str
    channel: str = ""
    code: str = ""
    detail: str = ""
    evidence: str = ""
