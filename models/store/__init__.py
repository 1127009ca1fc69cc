"""The store: the only reader and writer of the tables."""

from models.store.store import Store
from models.store.unit_of_work import UnitOfWork

__all__ = ["Store", "UnitOfWork"]
