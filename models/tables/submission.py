"""What happened to the submissions of the units, as events, and the evidence with them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text
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


class EvidenceTable(CampaignRow, table=True):
    """One file as it was sent; ``body`` is all that is told of it as JSON, but for ``criteria``.

    Of a unit's rows with one ``slot`` (folder and name) the last one stands, the others are its
    history. ``criteria`` are codes as a JSON list; they can change when the unit declares anew.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(["campaign_id", "file"], ["file.campaign_id", "file.sha256"]),
        Index(None, "campaign_id", "file"),
        CheckConstraint("position >= 1", name="position_from_one"),
    )

    form: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    file: str
    slot: str
    criteria: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
