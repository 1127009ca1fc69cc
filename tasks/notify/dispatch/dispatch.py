"""Send what is due, so that a crash at any moment loses nothing and sends nothing twice."""

import secrets
from collections import Counter
from contextlib import ExitStack

from models.domain.messages.breaker import ChannelState
from models.domain.messages.transmission import MessageState
from models.domain.values import Value
from tasks.notify.dispatch.channel_run import ChannelRun
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.journal import Journal, living
from tasks.notify.dispatch.recover import fall_back, recover
from tasks.notify.dispatch.router import Router
from tasks.notify.dispatch.sender import Sender
from tasks.notify.dispatch.short_turns import short_turns

BATCH = 256
"""Messages that are claimed together: the last look at their reasons is taken then."""


class DispatchReport(Value):
    """How many transmissions ended this run in each state; waiting ones are tried again later.

    ``stopped`` says which channels could not work, and why.
    """

    counts: dict[MessageState, int]
    stopped: dict[str, str]


def dispatch(context: DispatchContext) -> DispatchReport:
    """Send every message whose time has come, once.

    Being sent is committed before the channel is touched; what a crash leaves in that state is
    settled by the journal of the dispatcher that died, or is unknown after its lease. The reason
    for a message is looked at when it is claimed. Several dispatchers may be at work: each message
    is sent by the one that claimed it.
    """
    counts = Counter(each.state for each in recover(context, context.journals))
    lost = context.outbox.give_up(context.clock(), living(context.journals))
    fall_back(context)
    counts.update({MessageState.UNKNOWN: lost} if lost else {})
    claim = secrets.token_hex(8)
    with ExitStack() as opened:
        opened.enter_context(short_turns())
        journal = opened.enter_context(Journal(context.journals, claim))
        run = _Run(context, claim)
        known = context.outbox.channels()
        for name, channel in context.channels.items():
            sender = Sender(
                opened.enter_context(channel), journal, context.throttle(channel.per_minute)
            )
            run.open(name, sender, known.get(name, ChannelState(name=name)))
        run.send_all()
    counts += run.counts
    return DispatchReport(counts=dict(counts), stopped=run.stopped)


class _Run:
    """One run of a dispatcher, which holds messages under the name ``claim``."""

    def __init__(self, context: DispatchContext, claim: str) -> None:
        self._context = context
        self._claim = claim
        self._runs: dict[str, ChannelRun] = {}
        self._most = BATCH
        self._sorted: Counter[MessageState] = Counter()

    def open(self, name: str, sender: Sender, state: ChannelState) -> None:
        """Send on this channel too, from batches that it sends within about a minute."""
        self._most = min(self._most, sender.per_minute or BATCH)
        self._runs[name] = ChannelRun(self._context, self._claim, sender, state)

    def send_all(self) -> None:
        """Send batch after batch; what could not go one way is due again on its next."""
        try:
            while self._send_batch() or any(run.drain() for run in self._runs.values()):
                pass
            for run in self._runs.values():
                run.tell_facts()
        finally:
            for run in self._runs.values():
                run.end()

    def _send_batch(self) -> bool:
        for run in self._runs.values():
            run.look_again()
        batch = self._context.outbox.claim(self._claim, self._context.clock(), self._most)
        if batch:
            states = {name: run.state for name, run in self._runs.items()}
            found = Router(self._context, self._claim, states).sort(batch)
            self._context.outbox.step(self._claim, found.settlements, [], self._context.clock())
            self._sorted.update(each.state for each in found.settlements)
            for name, ready in found.ready.items():
                self._runs[name].put(ready)
        return bool(batch)

    @property
    def counts(self) -> Counter[MessageState]:
        """How many transmissions ended in each state."""
        settled = (each.state for run in self._runs.values() for each in run.settled)
        return self._sorted + Counter(settled)

    @property
    def stopped(self) -> dict[str, str]:
        """The channels that could not work, and why."""
        runs = self._runs.items()
        return {name: run.state.detail for name, run in runs if run.state.is_stopped}
