"""The outbox as sending needs it, and the store behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from models.domain.messages import MessageRecord, MessageState
from models.store import Store


class Outbox(Protocol):
    """Queued messages of one campaign. Every change is committed when its method returns."""

    def due(self, now: datetime) -> Sequence[MessageRecord]:
        """The planned messages whose time has come, oldest first."""
        ...

    def stranded(self, before: datetime) -> Sequence[MessageRecord]:
        """The messages in ``sending`` whose attempt began at ``before`` or earlier."""
        ...

    def claim(self, key: str, at: datetime, channel: str) -> bool:
        """Move a planned message to ``sending``; False if another run has it already."""
        ...

    def mark(
        self, key: str, state: MessageState, at: datetime, channel: str, code: str, detail: str
    ) -> bool:
        """Record what became of a message; False if it may not go there from where it is now."""
        ...

    def give_back(self, key: str, at: datetime, channel: str, code: str, detail: str) -> bool:
        """Make a message in ``sending`` planned again, its attempt not counted."""
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

    def due(self, now: datetime) -> Sequence[MessageRecord]:
        """The planned messages whose time has come, in the order of the queue."""
        with self._store.read(self._campaign_id) as work:
            return work.messages.due(now)

    def stranded(self, before: datetime) -> Sequence[MessageRecord]:
        """The messages left in ``sending`` since ``before`` or longer."""
        with self._store.read(self._campaign_id) as work:
            return work.messages.stranded(before)

    def claim(self, key: str, at: datetime, channel: str) -> bool:
        """Move a planned message to ``sending`` in a transaction of its own."""
        with self._store.begin(self._campaign_id, self._actor, at) as work:
            return work.messages.claim(key, at, channel)

    def mark(
        self, key: str, state: MessageState, at: datetime, channel: str, code: str, detail: str
    ) -> bool:
        """Record what became of a message in a transaction of its own."""
        with self._store.begin(self._campaign_id, self._actor, at) as work:
            return work.messages.mark(key, state, at, channel, code, detail)

    def give_back(self, key: str, at: datetime, channel: str, code: str, detail: str) -> bool:
        """Make a message planned again in a transaction of its own."""
        with self._store.begin(self._campaign_id, self._actor, at) as work:
            return work.messages.give_back(key, at, channel, code, detail)

    def content(self, sha256: str) -> bytes:
        """The content of a stored file; the last ones are kept, for one file goes to many."""
        return self._content(sha256)

    def _read_content(self, sha256: str) -> bytes:
        with self._store.read(self._campaign_id) as work:
            return work.files.get(sha256)
