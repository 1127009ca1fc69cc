"""The base of all repositories: one campaign, one connection, one author."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import JsonValue
from pydantic_core import to_json
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Row,
    Select,
    Table,
    and_,
    insert,
    select,
)

from models.domain.audit.chain import AuditEntry
from models.domain.errors import NotFound
from models.store.chain import Chain
from models.store.guard import AuditGuard
from models.store.statements import (
    AMONG,
    KEY,
    among_statement,
    change_statement,
    column_statement,
    find_statement,
    newest_statement,
    rows_statement,
)
from models.tables import FileTable, table_of
from models.tables.base import CampaignRow
from models.tables.base import Row as TableRow

FILE = table_of(FileTable)


AuditContent = Mapping[str, JsonValue] | JsonValue
"""What an audit event says of before and after."""

IN_MOST = 1_000
"""Values in one IN: databases take no end of them, but not of parameters."""

M = TypeVar("M", bound=CampaignRow)

Extent = dict[str, JsonValue]
"""How many rows there are, and their digest."""


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

    @property
    def _campaign_id(self) -> str:
        return self._work.campaign_id

    def _record(
        self,
        action: str,
        subject: str,
        before: AuditContent = None,
        after: AuditContent = None,
        reason: str = "",
    ) -> None:
        entry = AuditEntry(
            campaign=self._work.campaign_id,
            at=self._work.now,
            actor=self._work.actor,
            action=action,
            subject=subject,
            before=_json(before),
            after=_json(after),
            reason=reason,
        )
        self._work.chain.extend(entry)

    def _record_rows(
        self, action: str, subject: str, rows: Sequence[Any], replaced: Sequence[Any] = ()
    ) -> None:
        """One audit event for many rows and those they replace: how many, and a digest of them."""
        self._record(action, subject, extent(replaced), extent(rows))

    def _mine(self, table: Table, **key: object) -> ColumnElement[bool]:
        """The rows of this campaign whose columns have the values in ``key``."""
        columns = (table.c[name] == value for name, value in key.items())
        return and_(table.c.campaign_id == self._work.campaign_id, *columns)

    def _one(self, model: type[M], **key: object) -> M | None:
        """The row that ``key`` names, None when there is no such row.

        A copy: what is set on it reaches the database only through ``_put_one``.
        """
        statement = find_statement(table_of(model), ("campaign_id", *key))
        row = self._work.connection.execute(statement, self._key(key)).first()
        return None if row is None else model.model_validate(dict(row._mapping))

    def _has(self, table: Table, **key: object) -> bool:
        """Whether there is a row that ``key`` names."""
        return self._column(table.c.campaign_id, **key) is not None

    def _column(self, column: Column[Any], **key: object) -> Row[Any] | None:
        """One column of the row that ``key`` names, None when there is no such row."""
        statement = column_statement(column, ("campaign_id", *key))
        return self._work.connection.execute(statement, self._key(key)).first()

    def _rows(self, *columns: Column[Any], **key: object) -> Sequence[Row[Any]]:
        """Some columns of all rows that ``key`` names, in no order."""
        statement = rows_statement(columns, ("campaign_id", *key))
        return self._work.connection.execute(statement, self._key(key)).all()

    def _among(
        self,
        columns: tuple[Column[Any], ...],
        one: Column[Any],
        values: Iterable[object],
        **key: object,
    ) -> list[Row[Any]]:
        """Some columns of all rows that ``key`` names and whose ``one`` is in ``values``."""
        statement = among_statement(columns, one, ("campaign_id", *key))
        wanted, found = list(dict.fromkeys(values)), list[Row[Any]]()
        for start in range(0, len(wanted), IN_MOST):
            some = {AMONG: wanted[start : start + IN_MOST]}
            found += self._work.connection.execute(statement, self._key(key) | some)
        return found

    def _newest(self, column: Column[Any], **key: object) -> int:
        """The largest number in a column of the rows that ``key`` names; 0 when there is none."""
        statement = newest_statement(column, ("campaign_id", *key))
        return self._work.connection.execute(statement, self._key(key)).scalar() or 0

    def _all(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        return self._work.connection.execute(statement).all()

    def _value(self, statement: Select[Any]) -> Any:  # noqa: ANN401 - the column's own type
        return self._work.connection.execute(statement).scalar()

    def _put_one(self, row: TableRow, replaces: bool = False) -> None:
        """Insert a row at once, or write all of it over the one that has its key."""
        table, values = table_of(type(row)), row.model_dump()
        if not replaces:
            self._work.connection.execute(insert(table), values)
            return
        key = {column.name: values.pop(column.name) for column in table.primary_key}
        del key["campaign_id"]
        self._change(table, key, **values)

    def _add(self, table: Table, **values: object) -> None:
        self._add_all(table, [values])

    def _add_all(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows with one executemany."""
        if rows:
            own = {"campaign_id": self._work.campaign_id}
            self._work.connection.execute(insert(table), [{**own, **row} for row in rows])

    def _add_lines(self, table: Table, lines: Sequence[tuple[object, ...]]) -> None:
        """Insert many rows, each with all columns in order, at half the cost of ``_add_all``."""
        if not lines:
            return
        connection, names = self._work.connection, [column.name for column in table.columns]
        compiled = insert(table).compile(dialect=connection.dialect, column_keys=names)
        stored = _as_stored(table, connection.dialect, lines)
        named = (dict(zip(names, line, strict=True)) for line in stored)
        connection.exec_driver_sql(str(compiled), [*(stored if compiled.positional else named)])

    def _change(self, table: Table, key: Mapping[str, object], **values: object) -> None:
        statement = change_statement(table, ("campaign_id", *key), tuple(values))
        self._work.connection.execute(statement, {**self._key(key), **values})

    def _change_all(
        self,
        table: Table,
        names: tuple[str, ...],
        keys: Sequence[tuple[object, ...]],
        **values: object,
    ) -> None:
        """Give the rows whose columns ``names`` are one of ``keys`` the same new values."""
        statement = change_statement(table, ("campaign_id", *names), tuple(values))
        each = ({**self._key(dict(zip(names, key, strict=True))), **values} for key in keys)
        if rows := list(each):
            self._work.connection.execute(statement, rows)

    def _key(self, columns: Mapping[str, object]) -> dict[str, object]:
        """Parameters that name a row of this campaign."""
        own = {f"{KEY}campaign_id": self._work.campaign_id}
        return own | {KEY + name: value for name, value in columns.items()}

    def _take_out(
        self, table: Table, names: Sequence[str], *among: ColumnElement[bool], **key: object
    ) -> list[tuple[Any, ...]]:
        """Delete rows, and give the columns ``names`` of what they were."""
        mine = and_(self._mine(table, **key), *among)
        rows = self._all(select(*(table.c[name] for name in names)).where(mine))
        if rows:
            self._work.connection.execute(table.delete().where(mine))
        return [tuple(row) for row in rows]

    def _kept_among(self, keys: Iterable[str]) -> set[str]:
        """Those of the files that are kept."""
        rows = self._among((FILE.c.sha256,), FILE.c.sha256, keys)
        return {row.sha256 for row in rows}

    def _check_kept(self, *keys: str) -> None:
        """Raise NotFound unless the files are kept, before a row that names one is written."""
        known = self._kept_among(keys)
        for sha in keys:
            if sha not in known:
                raise not_kept(sha)


def not_kept(sha: str) -> NotFound:
    """A file is asked for that is not kept."""
    return NotFound(
        f"Không có tệp {sha} trong kho. Đề nghị lưu tệp trước hoặc kiểm tra lại mã tệp.",
        subject=sha,
    )


def _as_stored(
    table: Table, dialect: Dialect, lines: Sequence[tuple[object, ...]]
) -> list[tuple[object, ...]]:
    """Rows with their values as the driver takes them; most columns are taken as they are."""
    types = (column.type.dialect_impl(dialect) for column in table.columns)
    converted = [(n, each.bind_processor(dialect)) for n, each in enumerate(types)]
    columns = list(zip(*lines, strict=True))
    for n, convert in converted:
        if convert is not None:
            columns[n] = tuple(map(convert, columns[n]))
    return list(zip(*columns, strict=True))


def extent(rows: Sequence[Any]) -> Extent:
    """What an audit event says of many rows: how many, and a digest of them in any order."""
    return {"rows": len(rows), "digest": sha256(to_json(sorted(rows))).hexdigest()}


def _json(content: AuditContent) -> JsonValue:
    return dict(content) if isinstance(content, Mapping) else content
