"""The audit log as the application sees it."""

from collections.abc import Iterator

from pydantic import JsonValue
from sqlalchemy import select

from models.domain.audit.chain import GENESIS, AuditEvent
from models.store.chain import AUDIT
from models.store.marks import changes, reads
from models.store.repository import Repository


class AuditLog(Repository):
    """Events of the campaign, oldest first; ``models.domain.audit.chain.verify`` checks them."""

    @changes
    def record(
        self,
        action: str,
        subject: str,
        before: JsonValue = None,
        after: JsonValue = None,
        reason: str = "",
    ) -> None:
        """Record something done outside the repositories (a login, an export)."""
        self._record(action, subject, before, after, reason)

    @reads
    def events(self) -> Iterator[AuditEvent]:
        """All events in order."""
        return self._work.chain.events()

    @reads
    def head(self) -> str:
        """Hash of the last event; ``GENESIS`` when there is none."""
        head = self._work.chain.head()
        return GENESIS if head is None else head.hash

    @reads
    def newest(self) -> AuditEvent | None:
        """The last event; None when there is none."""
        return self._work.chain.head()

    @reads
    def hash_at(self, seq: int) -> str:
        """Hash of the event with this number; empty when the chain is shorter."""
        self._work.chain.write()
        row = self._column(AUDIT.c.hash, seq=seq)
        return "" if row is None else str(row.hash)

    @reads
    def last(self, *actions: str) -> str:
        """Hash of the last event of one of ``actions``; ``GENESIS`` when there is none.

        It stands for all that came before it: while it stays, nothing of that kind has changed.
        """
        self._work.chain.write()
        among = self._mine(AUDIT) & AUDIT.c.action.in_(actions)
        newest = select(AUDIT.c.hash).where(among).order_by(AUDIT.c.seq.desc()).limit(1)
        return self._value(newest) or GENESIS
