"""The outbox as dispatchers need it, and the store behind it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from models.domain.messages.breaker import ChannelState
from models.domain.messages.message import Message, MessageRecord
from models.domain.messages.outbox import LEASE, HeldTransmission, SendResult, Start
from models.store import Store

Key = tuple[str, int]
"""A transmission: the key of its message and its number."""


class Outbox(Protocol):
    """Queued messages of one campaign. Every change is committed when its method returns."""

    def claim(self, claim: str, now: datetime, most: int) -> Sequence[MessageRecord]:
        """Take up to ``most`` messages whose time has come, for one lease."""
        ...

    def step(
        self,
        claim: str,
        settlements: Sequence[SendResult],
        starts: Sequence[Start],
        now: datetime,
    ) -> set[Key]:
        """Settle some and start others, at once; which of ``starts`` may go out."""
        ...

    def held(self) -> Sequence[HeldTransmission]:
        """What is in the hands of dispatchers now."""
        ...

    def give_up(self, now: datetime, living: Collection[str] = ()) -> int:
        """Give up what is held beyond its lease; how many are unknown because of that.

        What dispatchers hold that are known to be ``living`` stays theirs.
        """
        ...

    def stuck(self, since: datetime) -> Sequence[MessageRecord]:
        """The messages that have failed on a channel, or may have, since a moment."""
        ...

    def go_on(self, message: str, channel: str, now: datetime) -> bool:
        """Let a message go on another channel; False when it went there already."""
        ...

    def channels(self) -> Mapping[str, ChannelState]:
        """How channels stand, by name; those that nothing is known of are left out."""
        ...

    def put_channel(self, state: ChannelState, alerts: Sequence[Message], now: datetime) -> None:
        """Remember how a channel stands, and queue who is to be told."""
        ...

    def learn(self, channel: str, facts: Mapping[str, str], now: datetime) -> None:
        """Remember what is known of a channel besides how it stands."""
        ...

    def dead(self) -> Collection[tuple[str, str]]:
        """Channels and digests of addresses on them that were refused last."""
        ...

    def nudges(self, since: datetime, people: Collection[str]) -> Mapping[str, Sequence[datetime]]:
        """When these people had nudges since a moment, by person."""
        ...

    def content(self, sha256: str) -> bytes:
        """The content of an attachment; NotFound if it is not stored."""
        ...


class StoreOutbox:
    """The outbox of a campaign in the store, changed in the name of ``actor``."""

    def __init__(self, store: Store, campaign_id: str, actor: str) -> None:
        self._store = store
        self._campaign_id = campaign_id
        self._actor = actor
        self._content = lru_cache(maxsize=8)(self._read_content)

    def claim(self, claim: str, now: datetime, most: int) -> Sequence[MessageRecord]:
        """Take up to ``most`` transmissions, in the order of the queue."""
        with self._store.begin(self._campaign_id, self._actor, now) as work:
            return work.dispatching.claim(claim, now + LEASE, most)

    def step(
        self,
        claim: str,
        settlements: Sequence[SendResult],
        starts: Sequence[Start],
        now: datetime,
    ) -> set[Key]:
        """Settle and start in one transaction."""
        with self._store.begin(self._campaign_id, self._actor, now) as work:
            work.transmissions.settle(settlements, claim=claim)
            return work.dispatching.start(claim, starts, now + LEASE)

    def held(self) -> Sequence[HeldTransmission]:
        """What is claimed or being sent."""
        with self._store.read(self._campaign_id) as work:
            return work.dispatching.held()

    def give_up(self, now: datetime, living: Collection[str] = ()) -> int:
        """Free what was claimed and never sent; what was being sent is unknown."""
        with self._store.begin(self._campaign_id, self._actor, now) as work:
            return work.dispatching.give_up(INTERRUPTED, living)

    def stuck(self, since: datetime) -> Sequence[MessageRecord]:
        """What has failed or is in doubt."""
        with self._store.read(self._campaign_id) as work:
            return work.dispatching.stuck(since)

    def go_on(self, message: str, channel: str, now: datetime) -> bool:
        """Open the next transmission."""
        with self._store.begin(self._campaign_id, self._actor, now) as work:
            return work.dispatching.go_on(message, channel)

    def channels(self) -> Mapping[str, ChannelState]:
        """How channels stand."""
        with self._store.read(self._campaign_id) as work:
            return {state.name: state for state in work.channels.all()}

    def put_channel(self, state: ChannelState, alerts: Sequence[Message], now: datetime) -> None:
        """Remember how a channel stands and queue the alerts in one transaction."""
        with self._store.begin(self._campaign_id, self._actor, now) as work:
            if work.channels.put(state) and alerts:
                work.messages.queue(alerts)

    def learn(self, channel: str, facts: Mapping[str, str], now: datetime) -> None:
        """Remember facts; whether the channel stands may be known better to another dispatcher."""
        with self._store.begin(self._campaign_id, self._actor, now) as work:
            known = work.channels.get(channel)
            work.channels.put(known.model_copy(update={"facts": dict(facts)}))

    def dead(self) -> Collection[tuple[str, str]]:
        """Addresses whose last try was refused."""
        with self._store.read(self._campaign_id) as work:
            return work.dispatching.dead()

    def nudges(self, since: datetime, people: Collection[str]) -> Mapping[str, Sequence[datetime]]:
        """When people had nudges."""
        with self._store.read(self._campaign_id) as work:
            return work.dispatching.nudges(since, people)

    def content(self, sha256: str) -> bytes:
        """The content of a stored file; the last ones are kept, for one file goes to many."""
        return self._content(sha256)

    def _read_content(self, sha256: str) -> bytes:
        with self._store.read(self._campaign_id) as work:
            return work.files.get(sha256)


INTERRUPTED = "lần gửi trước bị ngắt giữa chừng; kiểm tra với người nhận trước khi gửi lại"
