"""Databases for whole rehearsals."""

from tests.support.databases import postgresql_empty, postgresql_server

__all__ = ["postgresql_empty", "postgresql_server"]
