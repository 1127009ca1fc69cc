"""What a provider of channels tells us of its own accord: kept as it came, then settled once."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from pydantic import AwareDatetime, Field

from models.domain.values import Value

PATIENCE = timedelta(minutes=5)
"""How long an event waits for its message: it may have overtaken the answer that names it."""


class EventOutcome(StrEnum):
    """What was made of an event."""

    APPLIED = "applied"
    """It changed how a message stands."""
    KNOWN = "known"
    """It said nothing that was not known, or that may not follow any more."""
    KEPT = "kept"
    """It is of no message: a follower, a quota."""
    UNMATCHED = "unmatched"
    """It is of no message of ours."""
    MOVED = "moved"
    """It is of a message of another campaign, which has it now."""


class ProviderEvent(Value):
    """An event as it came in; ``key`` is the same for the same event however often it comes."""

    key: str = Field(min_length=1)
    channel: str = Field(min_length=1)
    received_at: AwareDatetime
    raw: str


class SettledEvent(ProviderEvent):
    """An event and what was made of it; None while it waits."""

    outcome: EventOutcome | None = None
