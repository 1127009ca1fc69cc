"""Personal links to the upload page."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class LinkTable(CampaignRow, table=True):
    """One link; neither its signature nor what its browser holds can be made from the row."""

    __tablename__ = "link"
    __table_args__ = (
        Index(None, "campaign_id", "unit", "form"),
        CheckConstraint("(device = '') = (claimed_at IS NULL)", name="claimed_has_time"),
        CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name="ended_has_time"),
    )

    id: str = Field(primary_key=True)
    form: str
    unit: str
    person: str
    issued_at: datetime = Field(sa_type=UtcDateTime)
    device: str = ""
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ending: str | None = None
