"""Pick up what dispatchers that died held: what surely did not go out waits again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import DOUBT, Held, Settlement
from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.messages.transmission import Blame, MessageState
from models.domain.messages.triage import ways_of
from models.domain.people.succession import receiver
from tasks.notify.dispatch.context import Post
from tasks.notify.dispatch.journal import Left, forget, left_by
from tasks.notify.dispatch.outbox import INTERRUPTED
from tasks.notify.dispatch.router import surroundings

S = MessageState
_SETTLED = {Outcome.ACCEPTED: S.ACCEPTED, Outcome.SUPPRESSED: S.SUPPRESSED}


def recover(post: Post, folder: Path) -> list[Settlement]:
    """Settle what dead dispatchers of this machine held, by their journals in ``folder``.

    What they had begun and heard nothing of is unknown. What nobody can tell of waits for the end
    of its lease (``Outbox.give_up``).
    """
    held: dict[str, list[Held]] = defaultdict(list)
    for each in post.outbox.held():
        held[each.claim].append(each)
    settled: list[Settlement] = []
    for claim, theirs in held.items():
        left = left_by(folder, claim)
        if left is not None:
            settled += _settle(post, claim, theirs, left)
            forget(folder, claim)
    return settled


def _settle(post: Post, claim: str, held: Sequence[Held], left: Left) -> list[Settlement]:
    found = [_settlement(each, left) for each in held]
    post.outbox.step(claim, found, [], post.clock())
    return found


def _settlement(held: Held, left: Left) -> Settlement:
    """What a journal tells of a transmission; what surely did not go out has not been tried."""
    place = (held.message, held.number)
    receipt = left.get(place)
    if place in left and (receipt is None or receipt.outcome is Outcome.UNKNOWN):
        detail = receipt.detail if receipt else INTERRUPTED
        return _told(held, S.UNKNOWN, Receipt(outcome=Outcome.UNKNOWN, detail=detail))
    if receipt is not None and receipt.outcome in _SETTLED:
        return _told(held, _SETTLED[receipt.outcome], receipt)
    tried = held.state is S.SENDING
    return Settlement(
        message=held.message, number=held.number, state=S.PLANNED, counts=-1 if tried else 0
    )


def _told(held: Held, state: MessageState, receipt: Receipt) -> Settlement:
    return Settlement(
        message=held.message,
        number=held.number,
        state=state,
        ref=receipt.ref,
        code=receipt.code,
        detail=receipt.detail,
    )


FRESH = timedelta(days=1)
"""How long after its loss a message may still go another way."""


def fall_back(post: Post) -> int:
    """Open the next way of each message that has one left; how many."""
    now = post.clock()
    stuck = post.outbox.stuck(now - FRESH)
    ways = ((message, _next_way(post, message, now)) for message in stuck)
    return sum(post.outbox.go_on(message.key, way, now) for message, way in ways if way)


def _next_way(post: Post, message: MessageRecord, now: datetime) -> str:
    """The channel on which a message goes on; empty when it stays where it is."""
    way = message.decisive
    doubted = way.state is S.UNKNOWN and way.settled_at and way.settled_at <= now - DOUBT
    lost = way.state is S.FAILED_PERMANENT and way.blame is not Blame.NOBODY and way.channel
    over = message.useful_until is not None and now >= message.useful_until
    contact = receiver(post.campaign, message)
    if over or contact is None or not (doubted or lost):
        return ""
    fresh = way.model_copy(update={"channel": "", "number": len(message.transmissions) + 1})
    around = surroundings(post.campaign, post.channels, message)
    return next((each.channel for each in ways_of(message, fresh, contact, around)), "")
