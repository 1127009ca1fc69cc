"""What a channel says of one try, typed by what to do next, and what follows from it."""

from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from pydantic import AwareDatetime

from models.domain.messages.transmission import Blame, MessageState
from models.domain.values import Value

S = MessageState


class Outcome(StrEnum):
    """What became of one try, named by what may be done next."""

    ACCEPTED = "accepted"
    """The server took it over; that is not yet proof of delivery."""
    RETRY = "retry"
    """Surely not taken over; try again on this channel after a pause."""
    DEFER = "defer"
    """Surely not taken over, and not before a moment that is known (night, quota)."""
    NEXT_CHANNEL = "next_channel"
    """Surely not taken over, and never will be here: go another way."""
    STOP_MESSAGE = "stop_message"
    """There is nothing that could be sent on any channel: its author must mend it."""
    STOP_CHANNEL = "stop_channel"
    """Not the message's fault (no server, wrong password, no money): keep what waits."""
    UNKNOWN = "unknown"
    """It may have been taken over; never send again on this channel by itself."""
    SUPPRESSED = "suppressed"
    """Withheld here because the recipient may not be reached in this mode."""


class Receipt(Value):
    """What a channel says of one try.

    ``ref`` is the provider's name for what it took over; ``until`` says until when a deferred
    message waits, for a pause when that has passed; ``blame`` who must mend what went wrong.
    """

    outcome: Outcome
    code: str = ""
    detail: str = ""
    ref: str = ""
    until: AwareDatetime | None = None
    blame: Blame = Blame.NOBODY


NOT_LISTED = Receipt(outcome=Outcome.SUPPRESSED, detail="ngoài danh sách được phép gửi thử")
"""What a channel says that may not reach the recipient (``AllowList``)."""


class FollowUp(Value):
    """What follows for a transmission: its state, when it is tried again, who must mend what.

    ``moves_on`` says that the message goes another way now, ``counts`` that the try was one.
    """

    state: MessageState
    not_before: AwareDatetime | None = None
    blame: Blame = Blame.NOBODY
    moves_on: bool = False
    counts: bool = True


PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""Pauses after the first, second... try that failed for a while; after one more it has failed."""

_PLAIN = {
    Outcome.ACCEPTED: FollowUp(state=S.ACCEPTED),
    Outcome.UNKNOWN: FollowUp(state=S.UNKNOWN),
    Outcome.SUPPRESSED: FollowUp(state=S.SUPPRESSED),
    Outcome.STOP_MESSAGE: FollowUp(state=S.FAILED_PERMANENT, blame=Blame.TEXT),
    Outcome.STOP_CHANNEL: FollowUp(state=S.PLANNED, counts=False),
}


def follow_up(
    receipt: Receipt,
    attempts: int,
    key: str,
    now: datetime,
    useful_until: datetime | None,
    hurries: bool = False,
) -> FollowUp:
    """What follows from the ``attempts``-th try (1 is the first) of the message ``key``.

    A message that would be tried again only when it is of no use any more goes another way. So does
    one that ``hurries``, which is urgent and has another way, when its channel puts it off.
    """
    if receipt.outcome in _PLAIN:
        return _PLAIN[receipt.outcome]
    if receipt.outcome is Outcome.NEXT_CHANNEL:
        return _on_its_way(receipt.blame or Blame.RECIPIENT)
    if hurries and receipt.outcome is Outcome.DEFER:
        return _on_its_way(Blame.CHANNEL)
    again = _again(receipt, attempts, key, now)
    if again is None or (useful_until is not None and again >= useful_until):
        return _on_its_way(Blame.CHANNEL)
    if receipt.outcome is Outcome.DEFER:
        return FollowUp(state=S.DEFERRED, not_before=again, counts=False)
    return FollowUp(state=S.FAILED_TEMPORARY, not_before=again)


def _on_its_way(blame: Blame) -> FollowUp:
    return FollowUp(state=S.FAILED_PERMANENT, blame=blame, moves_on=True)


def _again(receipt: Receipt, attempts: int, key: str, now: datetime) -> datetime | None:
    if receipt.outcome is Outcome.DEFER and receipt.until is not None and receipt.until > now:
        return receipt.until
    return pause_after(attempts, key, now)


def pause_after(attempts: int, key: str, now: datetime) -> datetime | None:
    """When a message is tried again after ``attempts`` tries; None when it has had them all.

    The pause is up to a fifth shorter or longer, always the same for one message and try: what
    failed together is not tried again together.
    """
    if attempts > len(PAUSES):
        return None
    share = int.from_bytes(sha256(f"{key}/{attempts}".encode()).digest()[:4], "big") / 2**32
    return now + PAUSES[attempts - 1] * (0.8 + 0.4 * share)
