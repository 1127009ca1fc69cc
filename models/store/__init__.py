"""The store: the only reader and writer of the tables."""

from __future__ import annotations

from models.store.store import Store
from models.store.unit_of_work import UnitOfWork

__all__ = ["Store", "UnitOfWork"]
