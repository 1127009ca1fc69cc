"""Mails of the mailbox that were looked at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


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
