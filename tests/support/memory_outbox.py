"""An outbox in memory that keeps the store's promises, and a channel that answers by a script."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from threading import RLock

from models.domain.errors import NotFound
from models.domain.messages.breaker import ChannelState
from models.domain.messages.channels import ChannelSpec
from models.domain.messages.message import Message, MessageRecord
from models.domain.messages.outbox import LEASE, HeldTransmission, SendResult, Start
from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.messages.transmission import WAITING, MessageState, Transmission, may_become
from tasks.notify.channels.port import NO_FACTS, OutgoingLetter, PreparedMessage

S = MessageState


class MemoryOutbox:
    """Messages by key; ``trail`` is what was committed of them, in order."""

    def __init__(self, *records: MessageRecord) -> None:
        self.rows = {record.key: record for record in records}
        self.files: dict[str, bytes] = {}
        self.trail: list[tuple[str, MessageState]] = []
        self.states: dict[str, ChannelState] = {}
        self.alerts: list[Message] = []
        self.sent: dict[str, list[datetime]] = {}
        self.refused: set[tuple[str, str]] = set()
        self._commits = RLock()

    def claim(self, claim: str, now: datetime, most: int) -> Sequence[MessageRecord]:
        with self._commits:
            return self._claim(claim, now, most)

    def _claim(self, claim: str, now: datetime, most: int) -> Sequence[MessageRecord]:
        waiting = [
            (record, way)
            for record in self.rows.values()
            for way in record.transmissions
            if way.state in WAITING and way.not_before <= now
        ][:most]
        for record, way in waiting:
            self._put(record.key, way.number, state=S.CLAIMED, claim=claim, lease_until=now + LEASE)
        return [self.rows[record.key] for record, _ in waiting]

    def step(
        self, claim: str, settlements: Sequence[SendResult], starts: Sequence[Start], now: datetime
    ) -> set[tuple[str, int]]:
        with self._commits:
            return self._step(claim, settlements, starts, now)

    def count(self, state: MessageState) -> int:
        """How many transmissions stand so, between two commits."""
        with self._commits:
            ways = [way for record in self.rows.values() for way in record.transmissions]
            return sum(way.state is state for way in ways)

    def _step(
        self, claim: str, settlements: Sequence[SendResult], starts: Sequence[Start], now: datetime
    ) -> set[tuple[str, int]]:
        for told in settlements:
            if self.rows[told.message].way(told.number).claim in ("", claim):
                self._settle(told, now)
        begun = set()
        for start in starts:
            way = self.rows[start.message].way(start.number)
            if way.state is S.CLAIMED and way.claim == claim:
                fresh = {name: getattr(start, name) for name in ("channel", "address", "template")}
                self._put(
                    start.message,
                    start.number,
                    state=S.SENDING,
                    attempts=way.attempts + 1,
                    sent_at=now,
                    lease_until=now + LEASE,
                    **fresh,
                )
                begun.add((start.message, start.number))
        return begun

    def held(self) -> list[HeldTransmission]:
        return [
            HeldTransmission(
                message=record.key, number=way.number, claim=way.claim, state=way.state
            )
            for record in self.rows.values()
            for way in record.transmissions
            if way.claim
        ]

    def give_up(self, now: datetime, living: Collection[str] = ()) -> int:
        lost = 0
        for record in list(self.rows.values()):
            for way in record.transmissions:
                over = way.lease_until is not None and way.lease_until <= now
                if over and way.claim not in living:
                    sending = way.state is S.SENDING
                    lost += sending
                    state = S.UNKNOWN if sending else S.PLANNED
                    free = {"claim": "", "lease_until": None, "settled_at": now}
                    self._put(record.key, way.number, state=state, **free)
        return lost

    def stuck(self, since: datetime) -> list[MessageRecord]:
        lost = (S.UNKNOWN, S.FAILED_PERMANENT)
        return [
            record
            for record in self.rows.values()
            if any(
                way.state in lost and way.settled_at and way.settled_at >= since
                for way in record.transmissions
            )
        ]

    def go_on(self, message: str, channel: str, now: datetime) -> bool:
        ways = self.rows[message].transmissions
        if any(way.channel == channel and way.turn == ways[-1].turn for way in ways):
            return False
        more = Transmission(
            number=len(ways) + 1, turn=ways[-1].turn, channel=channel, not_before=now
        )
        self._replace(message, (*ways, more))
        return True

    def channels(self) -> dict[str, ChannelState]:
        return dict(self.states)

    def put_channel(self, state: ChannelState, alerts: Sequence[Message], now: datetime) -> None:
        self.states[state.name] = state
        self.alerts += alerts

    def learn(self, channel: str, facts: Mapping[str, str], now: datetime) -> None:
        known = self.states.get(channel, ChannelState(name=channel))
        self.states[channel] = known.model_copy(update={"facts": dict(facts)})

    def dead(self) -> set[tuple[str, str]]:
        return self.refused

    def nudges(self, since: datetime, people: Collection[str]) -> dict[str, list[datetime]]:
        return self.sent

    def content(self, sha256: str) -> bytes:
        if sha256 not in self.files:
            raise NotFound("Không có tệp.", subject=sha256)
        return self.files[sha256]

    def way(self, record: MessageRecord, number: int = 1) -> Transmission:
        """How a transmission stands now."""
        return self.rows[record.key].way(number)

    def _settle(self, told: SendResult, now: datetime) -> None:
        way = self.rows[told.message].way(told.number)
        if not may_become(way.state, told.state):
            return
        self._put(
            told.message,
            told.number,
            state=told.state,
            claim="",
            lease_until=None,
            channel=told.channel or way.channel,
            not_before=told.not_before or way.not_before,
            attempts=way.attempts + told.counts,
            settled_at=now,
            **{name: getattr(told, name) for name in ("blame", "code", "detail")},
            ref=told.ref or way.ref,
        )
        if told.then:
            more = Transmission(
                number=len(self.rows[told.message].transmissions) + 1,
                turn=way.turn,
                channel=told.then,
                not_before=told.then_from or now,
            )
            self._replace(told.message, (*self.rows[told.message].transmissions, more))

    def _put(self, key: str, number: int, **changes: object) -> None:
        ways = [
            way.model_copy(update=changes) if way.number == number else way
            for way in self.rows[key].transmissions
        ]
        self._replace(key, ways)
        self.trail.append((key, self.rows[key].way(number).state))

    def _replace(self, key: str, ways: Iterable[Transmission]) -> None:
        self.rows[key] = self.rows[key].model_copy(update={"transmissions": tuple(ways)})


class ScriptedChannel:
    """Gives the next outcome of its script, then accepts; or dies of what stands there."""

    per_minute = 0
    facts: Mapping[str, str] = NO_FACTS

    def __init__(
        self, *script: Outcome | Receipt | BaseException, name: str = "email", parallel: int = 1
    ) -> None:
        self.spec = ChannelSpec(
            name=name, words=name, is_loud=False, texts="email", parallel=parallel
        )
        self.script = list(script)
        self.letters: list[OutgoingLetter] = []
        self.sent: list[PreparedMessage] = []
        self.checks: list[Outcome] = []
        self.watch: Callable[[], None] = lambda: None

    def carries(self, message: MessageRecord) -> bool:
        return True

    def write(self, letter: OutgoingLetter) -> PreparedMessage:
        self.letters.append(letter)
        return PreparedMessage(
            key=letter.message.key,
            number=letter.number,
            person=letter.contact.id,
            address=letter.address,
            content=b"",
            ref=letter.message.key,
            template=f"{self.spec.name}/{letter.message.purpose}",
            version="1",
            sent_at=letter.sent_at,
        )

    def send(self, prepared: PreparedMessage) -> Receipt:
        self.watch()
        self.sent.append(prepared)
        answer = self.script.pop(0) if self.script else Outcome.ACCEPTED
        if isinstance(answer, BaseException):
            raise answer
        if isinstance(answer, Receipt):
            return answer
        return Receipt(outcome=answer, code="x", detail=f"vì {answer}", ref=f"{prepared.key}@x")

    def check(self) -> Receipt:
        return Receipt(outcome=self.checks.pop(0) if self.checks else Outcome.ACCEPTED)

    def __enter__(self) -> ScriptedChannel:
        return self

    def __exit__(self, *_: object) -> None:
        pass
