"""The outbox."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from models.domain.errors import NotFound
from models.domain.messages import Message, MessageRecord, MessageState, may_become
from models.store.frozen import freeze
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import MessageTable, table_of

MESSAGE = table_of(MessageTable)
FATE = ("state", "channel", "attempts", "sent_at", "code", "detail")


class Messages(Repository):
    """Messages by their unique key, each queued once."""

    @changes
    def queue(self, messages: Sequence[Message]) -> int:
        """Queue those whose key is not known yet; how many. One audit event for all of them."""
        wanted = {message.key: message for message in reversed(messages)}
        known = self._known(wanted)
        new = [wanted[key] for key in dict.fromkeys(m.key for m in messages) if key not in known]
        if not new:
            return 0
        first = self._newest(MESSAGE.c.position) + 1
        rows = [self._row(first + number, message) for number, message in enumerate(new)]
        self._add_all(MESSAGE, rows)
        self._record_rows("messages.queue", _purposes(new), [row["body"] for row in rows])
        return len(rows)

    @reads
    def due(self, now: datetime) -> tuple[MessageRecord, ...]:
        """The planned messages whose time has come, in the order in which they were queued."""
        planned = MESSAGE.c.state == MessageState.PLANNED
        return self._records(planned & (MESSAGE.c.not_before <= now))

    @reads
    def stranded(self, before: datetime) -> tuple[MessageRecord, ...]:
        """The messages in ``sending`` whose attempt began at ``before`` or earlier."""
        sending = MESSAGE.c.state == MessageState.SENDING
        return self._records(sending & (MESSAGE.c.sent_at <= before))

    @reads
    def find(self, message: str) -> MessageRecord | None:
        """The message with this key; None when none was queued."""
        row = self._find(MESSAGE, key=message)
        return None if row is None else _record(row)

    @reads
    def all(self) -> tuple[MessageRecord, ...]:
        """All messages, in the order in which they were queued."""
        return self._records(MESSAGE.c.state.is_not(None))

    @reads
    def known_keys(self) -> tuple[str, ...]:
        """The keys of all messages, in the order in which they were queued."""
        known = select(MESSAGE.c.key).where(self._mine(MESSAGE)).order_by(MESSAGE.c.position)
        return tuple(row.key for row in self._all(known))

    @reads
    def get(self, message: str) -> MessageRecord:
        """The message with this key; NotFound if there is none."""
        found = self._records(MESSAGE.c.key == message)
        if not found:
            raise _unknown(message)
        return found[0]

    @changes
    def claim(self, key: str, at: datetime, channel: str) -> bool:
        """Move a planned message to ``sending``; False if it is not planned any more."""
        return self._mark(key, MessageState.SENDING, at, channel)

    @changes
    def mark(
        self, key: str, state: MessageState, at: datetime, channel: str, code: str, detail: str
    ) -> bool:
        """Record what became of a message at ``at``; ``sending`` counts as one more attempt.

        False, and nothing changes, when the message may not go there from where it is now.
        """
        return self._mark(key, state, at, channel, code, detail)

    @changes
    def give_back(self, key: str, at: datetime, channel: str, code: str, detail: str) -> bool:
        """Make a message in ``sending`` planned again, its attempt not counted."""
        return self._mark(key, MessageState.PLANNED, at, channel, code, detail, counts=-1)

    def _mark(
        self,
        key: str,
        state: MessageState,
        at: datetime,
        channel: str,
        code: str = "",
        detail: str = "",
        counts: int = 0,
    ) -> bool:
        before = self._find(MESSAGE, key=key)
        if before is None:
            raise _unknown(key)
        if not may_become(MessageState(before.state), state):
            return False
        fate: dict[str, Any] = {"state": state, "channel": channel, "code": code, "detail": detail}
        if state is MessageState.SENDING:
            counts = 1
        if counts:
            fate["attempts"] = before.attempts + counts
        after = {**fate, "at": at.isoformat()}
        if state in (MessageState.SENDING, MessageState.ACCEPTED):
            fate["sent_at"] = at
        self._change(MESSAGE, {"key": key}, **fate)
        self._record(f"message.{state}", key, {"state": before.state}, after, detail)
        return True

    def _row(self, position: int, message: Message) -> dict[str, object]:
        return {
            "key": message.key,
            "position": position,
            "state": MessageState.PLANNED,
            "not_before": message.not_before,
            "attempts": 0,
            "channel": "",
            "code": "",
            "detail": "",
            "queued_at": self._work.now,
            "body": freeze(message),
        }

    def _known(self, keys: Collection[str]) -> set[str]:
        return {row.key for row in self._among((MESSAGE.c.key,), MESSAGE.c.key, keys)}

    def _records(self, condition: ColumnElement[bool]) -> tuple[MessageRecord, ...]:
        wanted = select(MESSAGE).where(self._mine(MESSAGE), condition)
        return tuple(map(_record, self._all(wanted.order_by(MESSAGE.c.position))))


def _purposes(messages: Iterable[Message]) -> str:
    return ", ".join(sorted({message.purpose for message in messages}))


def _unknown(key: str) -> NotFound:
    return NotFound(f"Không có tin nhắn {key} trong hàng đợi.", subject=key)


def _record(row: Row[Any]) -> MessageRecord:
    fate = {name: row._mapping[name] for name in FATE}
    return MessageRecord.model_validate({**json.loads(row.body), **fate})
