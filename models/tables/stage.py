"""Where each stage of a campaign stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class StageTable(CampaignRow, table=True):
    """A stage that has started; a pending stage has no row."""

    __tablename__ = "stage"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'waiting', 'ended')", name="state_known"),
        CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended_has_time"),
    )

    stage: str = Field(primary_key=True)
    state: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    waiting_for: str = Field(default="", sa_type=Text)
    wake_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    run: str
    summary: str = Field(default="", sa_type=Text)
