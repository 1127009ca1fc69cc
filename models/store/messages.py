"""Messages to people, each queued once, with their transmissions."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select

from models.domain.errors import NotFound
from models.domain.messages.message import Message, MessageRecord
from models.domain.messages.transmission import Transmission, TransmissionEvent
from models.store.canonical import canonical_json
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import MessageTable, TransmissionEventTable, TransmissionTable, table_of

MESSAGE = table_of(MessageTable)
TRANSMISSION = table_of(TransmissionTable)
EVENT = table_of(TransmissionEventTable)
_WAY = tuple(Transmission.model_fields)
_WAYS = (TRANSMISSION.c.message, *(TRANSMISSION.c[name] for name in _WAY))
_FRESH = Transmission(not_before=datetime.min.replace(tzinfo=UTC)).model_dump()
_EVENT = tuple(TransmissionEvent.model_fields)


class Messages(Repository):
    """Messages by their unique key."""

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
        self._add_all(TRANSMISSION, [planned_row(message) for message in new])
        self._record_rows("messages.queue", _purposes(new), [row["body"] for row in rows])
        return len(rows)

    @reads
    def find(self, message: str) -> MessageRecord | None:
        """The message with this key; None when none was queued."""
        return next(iter(self._records([message])), None)

    @reads
    def get(self, message: str) -> MessageRecord:
        """The message with this key; NotFound if there is none."""
        found = self._records([message])
        if not found:
            raise unknown(message)
        return found[0]

    @reads
    def at(self, position: int) -> MessageRecord | None:
        """The message at a place in the queue; None when there is none."""
        rows = self._rows(MESSAGE.c.key, position=position)
        return next(iter(self._records([rows[0].key])), None) if rows else None

    @reads
    def among(self, messages: Collection[str]) -> tuple[MessageRecord, ...]:
        """Those of the messages that were queued, in the order in which they were."""
        return self._records(messages)

    @reads
    def all(self) -> tuple[MessageRecord, ...]:
        """All messages, in the order in which they were queued."""
        return self._records()

    @reads
    def history(self, message: str) -> tuple[TransmissionEvent, ...]:
        """What happened to a message, oldest first."""
        mine = self._mine(EVENT, message=message)
        rows = self._all(select(EVENT).where(mine).order_by(EVENT.c.seq))
        return tuple(_event(row) for row in rows)

    def _row(self, position: int, message: Message) -> dict[str, object]:
        return {
            "key": message.key,
            "position": position,
            "person": message.person,
            "purpose": message.purpose,
            "queued_at": self._work.now,
            "body": canonical_json(message),
        }

    def _known(self, keys: Collection[str]) -> set[str]:
        return {row.key for row in self._among((MESSAGE.c.key,), MESSAGE.c.key, keys)}

    def _records(self, keys: Collection[str] | None = None) -> tuple[MessageRecord, ...]:
        """These messages, or all of them, in the order of the queue."""
        columns = (MESSAGE.c.key, MESSAGE.c.position, MESSAGE.c.body)
        if keys is None:
            messages: Sequence[Row[Any]] = self._rows(*columns)
            rows: Sequence[Row[Any]] = self._rows(*_WAYS)
        else:
            messages = self._among(columns, MESSAGE.c.key, keys)
            rows = self._among(_WAYS, TRANSMISSION.c.message, keys)
        ways: dict[str, list[Transmission]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.number):
            ways[row.message].append(_transmission(row))
        ordered = sorted(messages, key=lambda row: row.position)
        return tuple(_record(row, ways[row.key]) for row in ordered)


def planned_row(message: Message, **more: object) -> dict[str, object]:
    """The row of a transmission that waits for its time; ``more`` are other columns of it."""
    return {**_FRESH, "message": message.key, "not_before": message.not_before, **more}


def unknown(key: str) -> NotFound:
    """A message is asked for that was never queued."""
    return NotFound(f"Không có tin nhắn {key} trong hàng đợi.", subject=key)


def _purposes(messages: Iterable[Message]) -> str:
    return ", ".join(sorted({message.purpose for message in messages}))


def _transmission(row: Row[Any]) -> Transmission:
    return Transmission.model_validate(dict(zip(_WAY, row[1:], strict=True)))


def _event(row: Row[Any]) -> TransmissionEvent:
    return TransmissionEvent.model_validate({name: row._mapping[name] for name in _EVENT})


def _record(row: Row[Any], ways: Sequence[Transmission]) -> MessageRecord:
    more = {"position": row.position, "transmissions": tuple(ways)}
    return MessageRecord.model_validate({**json.loads(row.body), **more})
