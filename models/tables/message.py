"""The outbox: messages written in the transaction of the fact that causes them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class MessageTable(CampaignRow, table=True):
    """One message to one person; ``body`` is the message as planned, in JSON."""

    __tablename__ = "message"
    __table_args__ = (
        Index(None, "campaign_id", "state", "not_before"),
        Index(None, "campaign_id", "position"),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
    )

    key: str = Field(primary_key=True)
    position: int
    state: str
    not_before: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    channel: str = ""
    code: str = ""
    detail: str = Field(default="", sa_type=Text)
    queued_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    body: str = Field(sa_type=Text)
