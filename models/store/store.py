"""The store: opens units of work on one database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Self

from sqlalchemy import Engine

from models.store.engine import make_engine, reading, writing
from models.store.unit_of_work import UnitOfWork


class Store:
    """One database of campaigns, SQLite or PostgreSQL by URL; its schema must be migrated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """A store on ``sqlite:///path`` or ``postgresql+psycopg://...``; connects when needed."""
        return cls(make_engine(url))

    @contextmanager
    def begin(self, campaign_id: str, actor: str, at: datetime) -> Iterator[UnitOfWork]:
        """A unit of work that writes, as ``actor`` at ``at`` (aware).

        Commits at the end of the block, or leaves no trace when an error leaves it. Writers of
        one campaign take turns. UnauditedChange when a change has no audit event.
        """
        if at.tzinfo is None:
            raise ValueError(f"naive datetime: {at}")
        with writing(self._engine, campaign_id) as connection:
            unit = UnitOfWork(connection, campaign_id, actor, at)
            yield unit
            unit.finish()

    @contextmanager
    def read(self, campaign_id: str) -> Iterator[UnitOfWork]:
        """A unit of work that sees one state of the database and refuses every change."""
        with reading(self._engine) as connection:
            yield UnitOfWork(connection, campaign_id)

    def dispose(self) -> None:
        """Close all connections."""
        self._engine.dispose()
