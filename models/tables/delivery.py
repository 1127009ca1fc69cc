"""What came in through the doors until it is judged, and the mails it came in."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text
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


class MailTable(CampaignRow, table=True):
    """One mail by its place in a mailbox (UIDVALIDITY and UID have 32 bits and no sign)."""

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint("kind IN ('letter', 'automatic', 'bounce', 'refused')", name="kind_known"),
    )

    mailbox: str = Field(primary_key=True)
    uidvalidity: int = Field(primary_key=True, sa_type=BigInteger)
    uid: int = Field(primary_key=True, sa_type=BigInteger)
    kind: str
    reference: str = ""
    about: str = ""
    seen_at: datetime = Field(sa_type=UtcDateTime)
