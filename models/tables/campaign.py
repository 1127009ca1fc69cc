"""A campaign as it was frozen when it opened, its sets, clock, machine and stages."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from models.tables.base import CampaignRow, Row, UtcDateTime


class CampaignTable(Row, table=True):
    """The campaign itself; ``body`` is the frozen configuration as canonical JSON."""

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint("mode IN ('rehearsal', 'sandbox', 'team', 'live')", name="mode_known"),
    )

    id: str = Field(primary_key=True)
    mode: str
    opened_at: datetime = Field(sa_type=UtcDateTime)
    body: str = Field(sa_type=Text)


class CriteriaSetTable(CampaignRow, table=True):
    """The criteria set that one form of the campaign is scored by, frozen with it."""

    __tablename__ = "criteria_set"

    form: str = Field(primary_key=True)
    code: str
    version: int
    body: str = Field(sa_type=Text)


class ArmingTable(CampaignRow, table=True):
    """The machine that may reach people for the campaign; no row: none may."""

    __tablename__ = "arming"

    host: str
    nonce: str
    armed_at: datetime = Field(sa_type=UtcDateTime)


class SimulatedClockTable(CampaignRow, table=True):
    """The moment that a rehearsal pretends it is; no row in a real campaign."""

    __tablename__ = "simulated_clock"

    now: datetime = Field(sa_type=UtcDateTime)


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
