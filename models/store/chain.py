"""The audit chain of one campaign, as the unit of work extends it."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, select

from models.domain.audit.chain import AuditEntry, AuditEvent, append
from models.store.guard import AuditGuard
from models.tables import AuditEventTable, table_of

AUDIT = table_of(AuditEventTable)
NEWEST = (
    select(AUDIT)
    .where(AUDIT.c.campaign_id == bindparam("campaign"))
    .order_by(AUDIT.c.seq.desc())
    .limit(1)
)
ADD = insert(AUDIT)
PAGE = 1_000


class Chain:
    """Reads and extends the chain; the caller holds the writers' lock of the campaign.

    New events are held and written together, when somebody reads the chain or at the commit
    (``write``): one by one they would be a quarter of all statements.
    """

    def __init__(self, connection: Connection, campaign_id: str, guard: AuditGuard) -> None:
        self._connection = connection
        self._campaign_id = campaign_id
        self._guard = guard
        self._head: AuditEvent | None = None
        self._unwritten: list[dict[str, object]] = []

    def extend(self, entry: AuditEntry) -> AuditEvent:
        """Make ``entry`` the next event; it covers all changes made up to now."""
        event = append(entry, self._head or self.head())
        self._unwritten.append(_row(event))
        self._guard.cover()
        self._head = event
        return event

    def write(self) -> None:
        """Write the events that are held."""
        if self._unwritten:
            self._connection.execute(ADD, self._unwritten)
            self._unwritten = []

    def head(self) -> AuditEvent | None:
        """The last event, None when the chain is empty."""
        self.write()
        row = self._connection.execute(NEWEST, {"campaign": self._campaign_id}).first()
        return None if row is None else _event(row)

    def events(self) -> Iterator[AuditEvent]:
        """All events in order, page by page."""
        self.write()
        ordered = select(AUDIT).where(self._mine()).order_by(AUDIT.c.seq).limit(PAGE)
        last = -1
        while rows := self._connection.execute(ordered.where(AUDIT.c.seq > last)).all():
            yield from map(_event, rows)
            last = rows[-1].seq

    def _mine(self) -> ColumnElement[bool]:
        return AUDIT.c.campaign_id == self._campaign_id


def _row(event: AuditEvent) -> dict[str, object]:
    row = {**vars(event), "campaign_id": event.campaign}
    del row["campaign"]
    return row | {"before": _to_text(event.before), "after": _to_text(event.after)}


def _event(row: Row[Any]) -> AuditEvent:
    values = dict(row._mapping)
    values["campaign"] = values.pop("campaign_id")
    values["before"] = _from_text(values["before"])
    values["after"] = _from_text(values["after"])
    return AuditEvent(**values)


def _to_text(value: JsonValue) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _from_text(text: str | None) -> JsonValue:
    value: JsonValue = None if text is None else json.loads(text)
    return value
