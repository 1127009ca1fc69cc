"""The audit chain: one line of events for each campaign."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class AuditEventTable(CampaignRow, table=True):
    """One audit event; ``before`` and ``after`` are JSON, NULL when there is none."""

    __tablename__ = "audit_event"
    __table_args__ = (CheckConstraint("seq >= 1", name="seq_from_one"),)

    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    action: str
    subject: str
    before: str | None = Field(default=None, sa_type=Text)
    after: str | None = Field(default=None, sa_type=Text)
    reason: str = Field(sa_type=Text)
    previous: str
    hash: str
