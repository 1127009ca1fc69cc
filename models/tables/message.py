"""The outbox: messages written with the fact that causes them, their ways, what is heard back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime

_MESSAGE = ["campaign_id", "message"], ["message.campaign_id", "message.key"]


class MessageTable(CampaignRow, table=True):
    """One message to one person; ``body`` is the message as planned, in JSON."""

    __tablename__ = "message"
    __table_args__ = (
        Index(None, "campaign_id", "position"),
        Index(None, "campaign_id", "person", "queued_at"),
    )

    key: str = Field(primary_key=True)
    position: int
    person: str
    purpose: str
    queued_at: datetime = Field(sa_type=UtcDateTime)
    body: str = Field(sa_type=Text)


class TransmissionTable(CampaignRow, table=True):
    """One message on one channel; in one turn no channel has a message twice."""

    __tablename__ = "transmission"
    __table_args__ = (
        ForeignKeyConstraint(*_MESSAGE),
        UniqueConstraint("campaign_id", "message", "turn", "channel"),
        Index(None, "campaign_id", "state", "not_before"),
        Index(None, "campaign_id", "channel", "ref"),
        Index(None, "campaign_id", "track"),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint("(state IN ('claimed', 'sending')) = (claim <> '')", name="claim_held"),
        CheckConstraint("(claim = '') = (lease_until IS NULL)", name="lease_claimed"),
    )

    message: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    turn: int
    channel: str
    state: str
    not_before: datetime = Field(sa_type=UtcDateTime)
    claim: str
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int
    address: str
    blame: str
    template: str
    version: str
    track: str
    ref: str
    code: str
    detail: str = Field(sa_type=Text)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class TransmissionEventTable(CampaignRow, table=True):
    """What happened to a transmission; rows are only ever added."""

    __tablename__ = "transmission_event"
    __table_args__ = (
        ForeignKeyConstraint(*_MESSAGE),
        Index(None, "campaign_id", "message"),
    )

    seq: int = Field(primary_key=True)
    message: str
    number: int
    at: datetime = Field(sa_type=UtcDateTime)
    what: str
    channel: str
    code: str
    detail: str = Field(sa_type=Text)
    evidence: str = Field(sa_type=Text)


class ChannelTable(CampaignRow, table=True):
    """How a channel stands for a campaign; ``facts`` are quota, token age and such, in JSON."""

    __tablename__ = "channel"
    __table_args__ = (
        CheckConstraint("(stopped_at IS NULL) = (retry_at IS NULL)", name="stopped_till_retry"),
        CheckConstraint("stops >= 0", name="stops_counted"),
    )

    name: str = Field(primary_key=True)
    stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    retry_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    trouble_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    stops: int
    code: str
    detail: str = Field(sa_type=Text)
    facts: str = Field(sa_type=Text)
    seen_at: datetime = Field(sa_type=UtcDateTime)


class ProviderEventTable(CampaignRow, table=True):
    """One event by its key; ``outcome`` is empty until it is settled."""

    __tablename__ = "provider_event"
    __table_args__ = (
        Index(None, "campaign_id", "outcome", "received_at"),
        CheckConstraint("(outcome = '') = (settled_at IS NULL)", name="outcome_settled"),
    )

    key: str = Field(primary_key=True)
    channel: str
    received_at: datetime = Field(sa_type=UtcDateTime)
    raw: str = Field(sa_type=Text)
    outcome: str = ""
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
