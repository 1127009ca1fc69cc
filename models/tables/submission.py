"""What happened to the submissions of the units, as events."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Text
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class SubmissionEventTable(CampaignRow, table=True):
    """One event of one unit's submission; ``body`` is the whole event as JSON."""

    __tablename__ = "submission_event"
    __table_args__ = (
        ForeignKeyConstraint(["campaign_id", "file"], ["file.campaign_id", "file.sha256"]),
    )

    form: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str
    at: datetime = Field(sa_type=UtcDateTime)
    file: str | None = None
    body: str = Field(sa_type=Text)
