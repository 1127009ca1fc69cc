"""Statements built once for a table and a choice of columns, and run with parameters.

Building one takes as long as running it, and every message that is sent runs a dozen.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, Table, Update, and_, bindparam, select, update

Names = tuple[str, ...]
KEY = "key_"
"""Prefix of the parameters that say which row: SQLAlchemy keeps plain names for new values."""


@cache
def find_statement(table: Table, key: Names) -> Select[Any]:
    """The row whose columns in ``key`` equal the parameters ``key_...``."""
    return select(table).where(and_(*(table.c[name] == bindparam(KEY + name) for name in key)))


@cache
def change_statement(table: Table, key: Names, changed: Names) -> Update:
    """Like ``find_statement``, setting the columns in ``changed`` to the parameters so named."""
    same = and_(*(table.c[name] == bindparam(KEY + name) for name in key))
    return update(table).where(same).values({name: bindparam(name) for name in changed})
