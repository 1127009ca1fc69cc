"""One channel at work: letters are written, committed as being sent, handed over and settled."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from datetime import datetime
from itertools import chain

from models.domain.campaign import Campaign
from models.domain.deadlines import day_in_hanoi
from models.domain.errors import CchcError
from models.domain.messages.breaker import ChannelState
from models.domain.messages.channels import channel_words
from models.domain.messages.message import Message, messages_to
from models.domain.messages.outbox import SendResult, Start, result_of
from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.messages.purposes import MESSAGES, Manner, Purpose
from models.domain.messages.transmission import Blame, MessageState
from models.domain.messages.triage import RESTS, address_digest
from models.domain.units import Position
from models.domain.vietnamese.dates import moment_in_words
from tasks.notify.channels.port import OutgoingLetter, PreparedMessage
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.outbox import Key
from tasks.notify.dispatch.router import Ready
from tasks.notify.dispatch.sender import Handover, Sender, windows
from tasks.notify.text.email import AttachedFile

LOG = logging.getLogger(__name__)

_AHEAD = 2
"""Windows that are under way at a time."""


class ChannelRun:
    """Sends what it is given on one channel; ``state`` is how the channel stands by then."""

    def __init__(
        self, context: DispatchContext, claim: str, sender: Sender, state: ChannelState
    ) -> None:
        self._context = context
        self._claim = claim
        self._channel = sender.channel
        self._sender = sender
        self._under_way: deque[list[Future[list[Handover]]]] = deque()
        self._letters: dict[Key, tuple[Ready, Start]] = {}
        self._results: list[SendResult] = []
        self.settled: list[SendResult] = []
        self.state = state

    def look_again(self) -> None:
        """Check a channel that has rested long enough: it opens, or rests for longer.

        What waits for it is due then, so without a check it would be put off to a moment that has
        passed, again and again.
        """
        if self.state.may_be_checked(self._context.clock()):
            self.drain()
            receipt, now = self._sender.check(), self._context.clock()
            if receipt.outcome is Outcome.ACCEPTED:
                self.state = self.state.tried()
                self._sender.trust()
            else:
                self.state = self.state.stopped(now, receipt.code, receipt.detail)
            self._context.outbox.put_channel(self.state, [], now)

    def put(self, letters: Iterable[Ready]) -> None:
        """Send letters; those of the last windows are still under way when it returns."""
        for window in windows(self._written(letters), self._sender.window):
            if len(self._under_way) == _AHEAD:
                self._collect()
            self._begin(window)

    def drain(self) -> bool:
        """Wait for what is under way, and settle it; whether there was anything."""
        while self._under_way:
            self._collect()
        news = bool(self._results)
        self._step([])
        return news

    def tell_facts(self) -> None:
        """Remember what the channel knows of its account, if it has sent and that is news."""
        if self.settled and (facts := dict(self._channel.facts)) not in ({}, self.state.facts):
            self._context.outbox.learn(self._channel.spec.name, facts, self._context.clock())

    def end(self) -> None:
        """Send no more."""
        self._sender.end()

    def _written(self, letters: Iterable[Ready]) -> Iterator[PreparedMessage]:
        """The letters ready to send; what can not be written is settled, and goes another way."""
        for ready in letters:
            if self.state.is_stopped:
                self._results.append(self._put_off(ready))
                continue
            try:
                prepared = self._channel.write(self._letter(ready))
            except Exception as error:
                self._results.append(_unwritten(ready, error))
                continue
            self._letters[prepared.key, prepared.number] = (ready, _start(ready, prepared))
            yield prepared

    def _letter(self, ready: Ready) -> OutgoingLetter:
        content = self._context.outbox.content
        files = [
            AttachedFile(name=a.name, content=content(a.sha256)) for a in ready.message.attachments
        ]
        return OutgoingLetter(
            message=ready.message,
            number=ready.transmission.number,
            contact=ready.contact,
            address=ready.route.address,
            sent_at=self._context.clock(),
            files=tuple(files),
        )

    def _begin(self, window: Sequence[PreparedMessage]) -> None:
        begun = self._step([self._letters[prepared.key, prepared.number][1] for prepared in window])
        for prepared in window:
            if (prepared.key, prepared.number) not in begun:
                del self._letters[prepared.key, prepared.number]
        sent = [prepared for prepared in window if (prepared.key, prepared.number) in begun]
        self._under_way.append(self._sender.begin(sent))

    def _step(self, starts: Sequence[Start]) -> set[Key]:
        """Settle what is known and start these, in one transaction."""
        results, self._results = self._results, []
        if not results and not starts:
            return set()
        self.settled += results
        return self._context.outbox.step(self._claim, results, starts, self._context.clock())

    def _collect(self) -> None:
        """Wait for the oldest window, and note what became of it."""
        shares = [share.result() for share in self._under_way.popleft()]
        for prepared, receipt in chain.from_iterable(shares):
            self._note(receipt)
            ready, start = self._letters.pop((prepared.key, prepared.number))
            self._results.append(self._settlement(ready, start, receipt))
        if self._sender.down is not None:
            self._note(self._sender.down)

    def _settlement(self, ready: Ready, start: Start, receipt: Receipt) -> SendResult:
        if receipt.outcome is Outcome.STOP_CHANNEL:
            changes = {
                "outcome": Outcome.DEFER,
                "until": self.state.retry_at,
                "detail": self._rests,
            }
            receipt = receipt.model_copy(update=changes)
        attempts = ready.transmission.attempts + 1
        now, until = self._context.clock(), ready.message.useful_until
        urgent = MESSAGES[ready.message.purpose].manner is Manner.URGENT
        return result_of(start, receipt, attempts, now, until, ready.next_way, urgent)

    def _put_off(self, ready: Ready) -> SendResult:
        """A message that was claimed for a channel that has stopped since."""
        return SendResult(
            message=ready.message.key,
            number=ready.transmission.number,
            channel=ready.transmission.channel,
            state=MessageState.DEFERRED,
            not_before=self.state.retry_at,
            detail=self._rests,
        )

    @property
    def _rests(self) -> str:
        return f"{RESTS}: {self.state.detail}"

    def _note(self, receipt: Receipt) -> None:
        """Stop the channel when it can not work; one alert until a message gets through again."""
        now, before = self._context.clock(), self.state
        if before.is_stopped:
            return
        if receipt.outcome is Outcome.STOP_CHANNEL:
            self.state = before.stopped(now, receipt.code, receipt.detail)
            stopped = [] if before.stops else alerts(self._context.campaign, self.state, now)
            self._context.outbox.put_channel(self.state, stopped, now)
        elif receipt.outcome is Outcome.ACCEPTED and before.stops:
            self.state = before.opened()
            self._context.outbox.put_channel(self.state, [], now)


def _start(ready: Ready, prepared: PreparedMessage) -> Start:
    return Start(
        message=prepared.key,
        number=prepared.number,
        channel=ready.route.channel,
        address=address_digest(prepared.address),
        template=prepared.template,
        version=prepared.version,
        track=prepared.ref,
    )


def _unwritten(ready: Ready, error: Exception) -> SendResult:
    """What keeps one message from being written keeps no other from going."""
    if isinstance(error, CchcError):
        code, detail = error.code, error.message
    else:
        LOG.error("Không soạn được tin %s", ready.message.key, exc_info=error)
        code, detail = "", f"lỗi chương trình khi soạn tin: {error!r}"
    return SendResult(
        message=ready.message.key,
        number=ready.transmission.number,
        channel=ready.route.channel,
        state=MessageState.FAILED_PERMANENT,
        blame=Blame.TEXT,
        code=code,
        detail=detail,
        then=ready.next_way,
    )


def alerts(campaign: Campaign, state: ChannelState, now: datetime) -> list[Message]:
    """Tell each operator that a channel has stopped, why, and what happens to what waits."""
    stopped = state.stopped_at or now
    return messages_to(
        campaign.people(Position.OPERATOR),
        campaign.id,
        Purpose.CHANNEL_STOPPED,
        f"channel:{state.name}:{stopped.isoformat()}",
        now,
        day_in_hanoi(stopped),
        params={
            "channel": channel_words(state.name),
            "stopped_at": moment_in_words(stopped),
            "reason": state.detail,
            "command": f"cchc messages channel {campaign.id} {state.name} --by … --reason …",
        },
    )
