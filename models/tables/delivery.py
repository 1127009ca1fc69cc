"""What came in through the doors, from the moment it is stored until it is judged."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class DeliveryTable(CampaignRow, table=True):
    """One delivery; ``body`` is the whole of it as JSON, ``settled_at`` is empty while it waits."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index(None, "campaign_id", "settled_at"),
        CheckConstraint("door IN ('drop', 'mail', 'portal')", name="door_known"),
    )

    door: str = Field(primary_key=True)
    reference: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    body: str = Field(sa_type=Text)
