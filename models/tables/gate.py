"""Gates: what was asked, the votes, the refused ballots and the decision."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime

_GATE_KEY = ["campaign_id", "stage", "body", "round"]
GATE_REQUEST = [f"gate_request.{column}" for column in _GATE_KEY]


class GateRow(CampaignRow):
    """Base of the tables keyed by a gate: stage, body and round."""

    stage: str = Field(primary_key=True)
    body: str = Field(primary_key=True)
    round: int = Field(primary_key=True)


class GateRequestTable(GateRow, table=True):
    """A dossier put before an approver; ``request`` is the whole request as JSON."""

    __tablename__ = "gate_request"
    __table_args__ = (CheckConstraint("round >= 1", name="round_from_one"),)

    requested_at: datetime = Field(sa_type=UtcDateTime)
    fingerprint: str
    request: str = Field(sa_type=Text)
    voided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    void_reason: str = Field(default="", sa_type=Text)


class GateVoteTable(GateRow, table=True):
    """A council member's vote; one each."""

    __tablename__ = "gate_vote"
    __table_args__ = (ForeignKeyConstraint(_GATE_KEY, GATE_REQUEST),)

    member: str = Field(primary_key=True)
    verdict: str
    opinion: str = Field(sa_type=Text)
    cast_at: datetime = Field(sa_type=UtcDateTime)


class GateRefusalTable(GateRow, table=True):
    """A ballot that was refused, and why."""

    __tablename__ = "gate_refusal"
    __table_args__ = (ForeignKeyConstraint(_GATE_KEY, GATE_REQUEST),)

    seq: int = Field(primary_key=True)
    reason: str
    message: str = Field(sa_type=Text)
    who: str
    at: datetime = Field(sa_type=UtcDateTime)


class GateDecisionTable(GateRow, table=True):
    """The one signed decision at a gate."""

    __tablename__ = "gate_decision"
    __table_args__ = (ForeignKeyConstraint(_GATE_KEY, GATE_REQUEST),)

    verdict: str
    opinion: str = Field(sa_type=Text)
    signer: str
    signed_at: datetime = Field(sa_type=UtcDateTime)
    fingerprint: str
    acting_for: str | None = None


class UsedCodeTable(CampaignRow, table=True):
    """A one-time code that a person has used, by its time step; it serves once."""

    __tablename__ = "used_code"

    contact: str = Field(primary_key=True)
    step: int = Field(primary_key=True)
    used_at: datetime = Field(sa_type=UtcDateTime)


class ReworkNoteTable(CampaignRow, table=True):
    """What was mended after a round of a stage was returned."""

    __tablename__ = "rework_note"

    stage: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    note: str = Field(sa_type=Text)
