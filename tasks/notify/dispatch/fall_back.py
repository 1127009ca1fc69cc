"""Messages that one channel lost, or that are in doubt for long, go on the next one.

What a channel refuses at once goes on at once (``tasks.notify.dispatch.channel_run``); this is for
what is learnt later: a mail that came back, a receipt that never came.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import DOUBT
from models.domain.messages.transmission import Blame, MessageState
from models.domain.messages.triage import ways_of
from models.domain.people.succession import receiver
from tasks.notify.dispatch.context import Post
from tasks.notify.dispatch.router import surroundings

S = MessageState
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
