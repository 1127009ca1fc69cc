"""Files, kept in the database by what is in them (docs/adr/0003)."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from sqlalchemy import Column, select

from models.store.marks import changes, reads
from models.store.repository import FILE, Repository, not_kept


class Files(Repository):
    """Files of the campaign by SHA-256 (lower-case hex)."""

    @changes
    def put(self, content: bytes, name: str) -> str:
        """Keep a file and give its SHA-256; nothing happens when the same bytes are kept."""
        key = sha256(content).hexdigest()
        if not self.has(key):
            size = len(content)
            moment = self._work.now
            self._add(FILE, sha256=key, name=name, size=size, stored_at=moment, content=content)
            self._record("file.put", key, after={"name": name, "size": size})
        return key

    @reads
    def has(self, sha: str) -> bool:
        """Whether the file is kept."""
        return self._column(FILE.c.size, sha256=sha) is not None

    @reads
    def all(self) -> tuple[str, ...]:
        """The SHA-256 under which each file is kept, in order."""
        rows = self._all(select(FILE.c.sha256).where(self._mine(FILE)))
        return tuple(sorted(row.sha256 for row in rows))

    @reads
    def get(self, sha: str) -> bytes:
        """The bytes of a file; NotFound if it is not kept."""
        content: bytes = self._kept(FILE.c.content, sha)
        return content

    @reads
    def size(self, sha: str) -> int:
        """The size of a file in bytes; NotFound if it is not kept."""
        size: int = self._kept(FILE.c.size, sha)
        return size

    @reads
    def name(self, sha: str) -> str:
        """The name a file first came with; NotFound if it is not kept."""
        name: str = self._kept(FILE.c.name, sha)
        return name

    def _kept(self, column: Column[Any], sha: str) -> Any:  # noqa: ANN401 - the column's own type
        row = self._column(column, sha256=sha)
        if row is None:
            raise not_kept(sha)
        return row[0]
