"""Engines and transactions of the two databases, SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text

from models.store.guard import watch

WRITES = "cchc_writes"
WAIT_SECONDS = 60
"""How long a writer waits for another one before it gives up."""


def make_engine(url: str) -> Engine:
    """An engine for ``sqlite:///path`` or ``postgresql+psycopg://...``; sessions run in UTC.

    SQLite runs in WAL mode with foreign keys on, and waits for locks. ``?synchronous=off`` at the
    end of its URL gives up that commits outlive a power cut, for databases that are thrown away.
    """
    parsed = make_url(url)
    engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
    watch(engine)
    return engine


def _postgresql(url: URL) -> Engine:
    return create_engine(url, connect_args={"options": f"-c lock_timeout={WAIT_SECONDS}s"})


def _sqlite(url: URL) -> Engine:
    plain = url.difference_update_query(["synchronous"])
    engine = create_engine(plain, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _prepare)
    if url.query.get("synchronous") == "off":
        event.listen(engine, "connect", _forget_power_cuts)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Left to itself, sqlite3 begins a transaction only before the first change, in deferred mode:
    # what was read before it may be stale, and two writers then fail instead of waiting.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _forget_power_cuts(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine, name: str) -> Iterator[Connection]:
    """A transaction that no other writer of ``name`` (a campaign id) runs beside.

    On SQLite there is one writer at a time in the whole database.
    """
    with engine.connect() as connection:
        connection = connection.execution_options(**{WRITES: True})
        with connection.begin():
            if connection.dialect.name == "postgresql":
                lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
                connection.execute(lock, {"name": name})
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the database as it is at its first statement, to the end."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection
