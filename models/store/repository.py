"""The base of all repositories: one campaign, one connection, one author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, insert, select, update

from models.domain.audit import AuditEntry
from models.store.chain import Chain
from models.store.guard import AuditGuard


@dataclass(frozen=True)
class Work:
    """What the repositories of one unit of work share; ``at`` is None when it only reads."""

    connection: Connection
    campaign_id: str
    actor: str
    at: datetime | None
    guard: AuditGuard
    chain: Chain

    @property
    def now(self) -> datetime:
        """The moment at which everything in this unit of work happens."""
        if self.at is None:
            self.guard.check_writable()
            raise ValueError("a writing unit of work has a moment")
        return self.at


class Repository:
    """Base of the repositories; every statement is bound to the campaign."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @property
    def guard(self) -> AuditGuard:
        """The guard that the marks ask."""
        return self._work.guard

    def _record(
        self,
        action: str,
        subject: str,
        before: JsonValue = None,
        after: JsonValue = None,
        reason: str = "",
    ) -> None:
        entry = AuditEntry(
            campaign=self._work.campaign_id,
            at=self._work.now,
            actor=self._work.actor,
            action=action,
            subject=subject,
            before=before,
            after=after,
            reason=reason,
        )
        self._work.chain.extend(entry)

    def _mine(self, table: Table, **key: object) -> ColumnElement[bool]:
        """The rows of this campaign whose columns have the values in ``key``."""
        columns = (table.c[name] == value for name, value in key.items())
        return and_(table.c.campaign_id == self._work.campaign_id, *columns)

    def _find(self, table: Table, **key: object) -> Row[Any] | None:
        return self._work.connection.execute(select(table).where(self._mine(table, **key))).first()

    def _all(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        return self._work.connection.execute(statement).all()

    def _value(self, statement: Select[Any]) -> Any:  # noqa: ANN401 - the column's own type
        return self._work.connection.execute(statement).scalar()

    def _add(self, table: Table, **values: object) -> None:
        self._add_all(table, [values])

    def _add_all(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows with one executemany."""
        if rows:
            own = {"campaign_id": self._work.campaign_id}
            self._work.connection.execute(insert(table), [{**own, **row} for row in rows])

    def _change(self, table: Table, key: Mapping[str, object], **values: object) -> None:
        changed = update(table).where(self._mine(table, **key)).values(**values)
        self._work.connection.execute(changed)

    def _drop(self, table: Table, **key: object) -> None:
        self._work.connection.execute(table.delete().where(self._mine(table, **key)))
