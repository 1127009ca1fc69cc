"""Files, kept in the database by what is in them (docs/adr/0003)."""

from collections.abc import Iterable, Sequence
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
        return self._put([(content, name)])[0]

    @changes
    def put_all(self, files: Sequence[tuple[bytes, str]]) -> tuple[str, ...]:
        """As ``put``, for many files (content and name)."""
        return self._put(files)

    def _put(self, files: Sequence[tuple[bytes, str]]) -> tuple[str, ...]:
        keys = tuple(sha256(content).hexdigest() for content, _ in files)
        known, moment = self._kept_among(keys), self._work.now
        new: dict[str, dict[str, Any]] = {}
        for key, (content, name) in zip(keys, files, strict=True):
            if key not in known:
                new.setdefault(key, {"name": name, "size": len(content), "content": content})
        self._add_all(FILE, [{"sha256": key, "stored_at": moment, **f} for key, f in new.items()])
        for key, file in new.items():
            self._record("file.put", key, after={"name": file["name"], "size": file["size"]})
        return keys

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
    def sizes(self, keys: Iterable[str]) -> dict[str, int]:
        """The sizes of those of the files that are kept, in bytes."""
        rows = self._among((FILE.c.sha256, FILE.c.size), FILE.c.sha256, keys)
        return {row.sha256: row.size for row in rows}

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
