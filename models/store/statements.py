"""Statements built once for a table and a choice of columns, and run with parameters.

Building one takes as long as running it, and every message that is sent runs a dozen.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    func,
    select,
    update,
)

Names = tuple[str, ...]
KEY = "key_"
"""Prefix of the parameters that say which row: SQLAlchemy keeps plain names for new values."""
AMONG = "among_"


@cache
def find_statement(table: Table, key: Names) -> Select[Any]:
    """The row whose columns in ``key`` equal the parameters ``key_...``."""
    return select(table).where(_same(table, key))


@cache
def column_statement(column: Column[Any], key: Names) -> Select[Any]:
    """One column of that row."""
    return select(column).where(_same(column.table, key))


@cache
def rows_statement(columns: tuple[Column[Any], ...], key: Names) -> Select[Any]:
    """Some columns of all rows whose columns in ``key`` equal the parameters ``key_...``."""
    return select(*columns).where(_same(columns[0].table, key))


@cache
def among_statement(columns: tuple[Column[Any], ...], one: Column[Any], key: Names) -> Select[Any]:
    """Like ``rows_statement``, of the rows whose column ``one`` is in the parameter ``among_``."""
    wanted = one.in_(bindparam(AMONG, expanding=True))
    return select(*columns).where(_same(one.table, key), wanted)


@cache
def newest_statement(column: Column[Any], key: Names) -> Select[Any]:
    """The largest value of a column among these rows."""
    return select(func.max(column)).where(_same(column.table, key))


@cache
def change_statement(table: Table, key: Names, changed: Names) -> Update:
    """Like ``find_statement``, setting the columns in ``changed`` to the parameters so named."""
    values: dict[str, Any] = {name: bindparam(name) for name in changed}
    return update(table).where(_same(table, key)).values(values)


def _same(table: FromClause, key: Names) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(KEY + name) for name in key))
