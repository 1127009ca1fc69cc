"""Pick up what dispatchers that died held: what surely did not go out waits again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import DOUBT, HeldTransmission, SendResult
from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.messages.transmission import Blame, MessageState
from models.domain.messages.triage import possible_routes
from models.domain.people.succession import receiver
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.journal import Left, forget, left_by
from tasks.notify.dispatch.outbox import INTERRUPTED
from tasks.notify.dispatch.router import surroundings

S = MessageState
_SETTLED = {Outcome.ACCEPTED: S.ACCEPTED, Outcome.SUPPRESSED: S.SUPPRESSED}


def recover(context: DispatchContext, folder: Path) -> list[SendResult]:
    """Settle what dead dispatchers of this machine held, by their journals in ``folder``.

    What they had begun and heard nothing of is unknown. What nobody can tell of waits for the end
    of its lease (``Outbox.give_up``).
    """
    held: dict[str, list[HeldTransmission]] = defaultdict(list)
    for each in context.outbox.held():
        held[each.claim].append(each)
    settled: list[SendResult] = []
    for claim, theirs in held.items():
        left = left_by(folder, claim)
        if left is not None:
            settled += _settle(context, claim, theirs, left)
            forget(folder, claim)
    return settled


def _settle(
    context: DispatchContext, claim: str, held: Sequence[HeldTransmission], left: Left
) -> list[SendResult]:
    found = [_settlement(each, left) for each in held]
    context.outbox.step(claim, found, [], context.clock())
    return found


def _settlement(held: HeldTransmission, left: Left) -> SendResult:
    """What a journal tells of a transmission; what surely did not go out has not been tried."""
    place = (held.message, held.number)
    receipt = left.get(place)
    if place in left and (receipt is None or receipt.outcome is Outcome.UNKNOWN):
        detail = receipt.detail if receipt else INTERRUPTED
        return _reported(held, S.UNKNOWN, Receipt(outcome=Outcome.UNKNOWN, detail=detail))
    if receipt is not None and receipt.outcome in _SETTLED:
        return _reported(held, _SETTLED[receipt.outcome], receipt)
    tried = held.state is S.SENDING
    return SendResult(
        message=held.message, number=held.number, state=S.PLANNED, counts=-1 if tried else 0
    )


def _reported(held: HeldTransmission, state: MessageState, receipt: Receipt) -> SendResult:
    return SendResult(
        message=held.message,
        number=held.number,
        state=state,
        ref=receipt.ref,
        code=receipt.code,
        detail=receipt.detail,
    )


FRESH = timedelta(days=1)
"""How long after its loss a message may still go another way."""


def fall_back(context: DispatchContext) -> int:
    """Open the next way of each message that has one left; how many."""
    now = context.clock()
    stuck = context.outbox.stuck(now - FRESH)
    ways = ((message, _next_way(context, message, now)) for message in stuck)
    return sum(context.outbox.go_on(message.key, way, now) for message, way in ways if way)


def _next_way(context: DispatchContext, message: MessageRecord, now: datetime) -> str:
    """The channel on which a message goes on; empty when it stays where it is."""
    way = message.decisive
    doubted = way.state is S.UNKNOWN and way.settled_at and way.settled_at <= now - DOUBT
    lost = way.state is S.FAILED_PERMANENT and way.blame is not Blame.NOBODY and way.channel
    over = message.useful_until is not None and now >= message.useful_until
    contact = receiver(context.campaign, message)
    if over or contact is None or not (doubted or lost):
        return ""
    fresh = way.model_copy(update={"channel": "", "number": len(message.transmissions) + 1})
    around = surroundings(context.campaign, context.channels, message)
    return next((each.channel for each in possible_routes(message, fresh, contact, around)), "")
