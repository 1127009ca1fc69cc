"""Events that providers of channels sent us, as they came."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class ProviderEventTable(CampaignRow, table=True):
    """One event by its key; ``outcome`` is empty until it is settled."""

    __tablename__ = "provider_event"
    __table_args__ = (
        Index(None, "campaign_id", "outcome", "received_at"),
        CheckConstraint("(outcome = '') = (settled_at IS NULL)", name="outcome_settled"),
    )

    key: str = Field(primary_key=True)
    channel: str
    received_at: datetime = Field(sa_type=UtcDateTime)
    raw: str = Field(sa_type=Text)
    outcome: str = ""
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
