"""What was changed about the people of a campaign after it had opened."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class ContactChangeTable(CampaignRow, table=True):
    """One change; ``body`` is the contact in JSON. Rows are only ever added."""

    __tablename__ = "contact_change"
    __table_args__ = (
        CheckConstraint("kind IN ('added', 'corrected', 'left')", name="kind_known"),
        CheckConstraint("successor = '' OR kind = 'left'", name="successor_left"),
    )

    seq: int = Field(primary_key=True)
    kind: str
    person: str
    successor: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    reason: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
