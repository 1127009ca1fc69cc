"""Files, kept in the database by what is in them (docs/adr/0003)."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from models.store.marks import changes, reads
from models.store.repository import FILE, Repository


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
        found = select(FILE.c.size).where(self._mine(FILE, sha256=sha))
        return self._value(found) is not None

    @reads
    def all(self) -> tuple[str, ...]:
        """The SHA-256 under which each file is kept, in order."""
        rows = self._all(select(FILE.c.sha256).where(self._mine(FILE)))
        return tuple(sorted(row.sha256 for row in rows))

    @reads
    def get(self, sha: str) -> bytes:
        """The bytes of a file; NotFound if it is not kept."""
        content: bytes = self._row(FILE.c.content, sha)[0]
        return content

    @reads
    def size(self, sha: str) -> int:
        """The size of a file in bytes; NotFound if it is not kept."""
        size: int = self._row(FILE.c.size, sha)[0]
        return size

    @reads
    def name(self, sha: str) -> str:
        """The name a file first came with; NotFound if it is not kept."""
        name: str = self._row(FILE.c.name, sha)[0]
        return name

    def _row(self, column: ColumnElement[Any], sha: str) -> Row[Any]:
        self._check_kept(sha)
        wanted = select(column).where(self._mine(FILE, sha256=sha))
        return self._work.connection.execute(wanted).one()
