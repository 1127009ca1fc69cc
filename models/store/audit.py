"""The audit log as the application sees it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import JsonValue

from models.domain.audit import GENESIS, AuditEvent
from models.store.marks import changes, reads
from models.store.repository import Repository


class AuditLog(Repository):
    """Events of the campaign, oldest first; ``models.domain.audit.verify`` checks them."""

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
