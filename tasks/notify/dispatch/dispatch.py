"""Send what is due, so that a crash at any moment loses nothing and sends nothing twice."""

from __future__ import annotations

import secrets
from collections import Counter
from contextlib import ExitStack

from models.domain.messages.breaker import ChannelState
from models.domain.messages.transmission import MessageState
from models.domain.values import Value
from tasks.notify.dispatch.channel_run import Line
from tasks.notify.dispatch.context import Post
from tasks.notify.dispatch.journal import Journal, living
from tasks.notify.dispatch.recover import fall_back, recover
from tasks.notify.dispatch.router import Desk
from tasks.notify.dispatch.sender import Sender
from tasks.notify.turns import short_turns

BATCH = 256
"""Messages that are claimed together: the last look at their reasons is taken then."""


class DispatchReport(Value):
    """How many transmissions ended this run in each state; waiting ones are tried again later.

    ``stopped`` says which channels could not work, and why.
    """

    counts: dict[MessageState, int]
    stopped: dict[str, str]


def dispatch(post: Post) -> DispatchReport:
    """Send every message whose time has come, once.

    Being sent is committed before the channel is touched; what a crash leaves in that state is
    settled by the journal of the dispatcher that died, or is unknown after its lease. The reason
    for a message is looked at when it is claimed. Several dispatchers may be at work: each message
    is sent by the one that claimed it.
    """
    counts = Counter(each.state for each in recover(post, post.journals))
    lost = post.outbox.give_up(post.clock(), living(post.journals))
    fall_back(post)
    counts.update({MessageState.UNKNOWN: lost} if lost else {})
    claim = secrets.token_hex(8)
    with ExitStack() as opened:
        opened.enter_context(short_turns())
        journal = opened.enter_context(Journal(post.journals, claim))
        run = _Run(post, claim)
        known = post.outbox.channels()
        for name, channel in post.channels.items():
            sender = Sender(opened.enter_context(channel), journal, post.throttle(name))
            run.open(name, sender, known.get(name, ChannelState(name=name)))
        run.send_all()
    counts += run.counts
    return DispatchReport(counts=dict(counts), stopped=run.stopped)


class _Run:
    """One run of a dispatcher, which holds messages under the name ``claim``."""

    def __init__(self, post: Post, claim: str) -> None:
        self._post = post
        self._claim = claim
        self._lines: dict[str, Line] = {}
        self._most = BATCH
        self._sorted: Counter[MessageState] = Counter()

    def open(self, name: str, sender: Sender, state: ChannelState) -> None:
        """Send on this channel too, from batches that it sends within about a minute."""
        self._most = min(self._most, sender.per_minute or BATCH)
        self._lines[name] = Line(self._post, self._claim, sender, state)

    def send_all(self) -> None:
        """Send batch after batch; what could not go one way is due again on its next."""
        try:
            while self._send_batch() or any(line.drain() for line in self._lines.values()):
                pass
            for line in self._lines.values():
                line.tell_facts()
        finally:
            for line in self._lines.values():
                line.end()

    def _send_batch(self) -> bool:
        for line in self._lines.values():
            line.look_again()
        batch = self._post.outbox.claim(self._claim, self._post.clock(), self._most)
        if batch:
            states = {name: line.state for name, line in self._lines.items()}
            found = Desk(self._post, self._claim, states).sort(batch)
            self._post.outbox.step(self._claim, found.settlements, [], self._post.clock())
            self._sorted.update(each.state for each in found.settlements)
            for name, ready in found.ready.items():
                self._lines[name].put(ready)
        return bool(batch)

    @property
    def counts(self) -> Counter[MessageState]:
        """How many transmissions ended in each state."""
        settled = (each.state for line in self._lines.values() for each in line.settled)
        return self._sorted + Counter(settled)

    @property
    def stopped(self) -> dict[str, str]:
        """The channels that could not work, and why."""
        lines = self._lines.items()
        return {name: line.state.detail for name, line in lines if line.state.is_stopped}
