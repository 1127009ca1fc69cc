"""The outbox as sending needs it, and the store behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from models.domain.messages import MessageRecord, MessageState


class Outbox(Protocol):
    """Queued messages of one campaign. Every change is committed when its method returns."""

    def due(self, now: datetime) -> Sequence[MessageRecord]:
        """The planned messages whose time has come, oldest first."""
        ...

    def stranded(self) -> Sequence[MessageRecord]:
        """The messages that a run which did not end left in ``sending``."""
        ...

    def claim(self, key: str, at: datetime, channel: str) -> bool:
        """Move a planned message to ``sending``; False if another run has it already."""
        ...

    def mark(
        self, key: str, state: MessageState, at: datetime, channel: str, code: str, detail: str
    ) -> None:
        """Record what became of a message."""
        ...

    def content(self, sha256: str) -> bytes:
        """The content of an attachment; NotFound if it is not stored."""
        ...
