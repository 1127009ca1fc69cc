"""Gates: what was asked, the votes, the wrong codes and the decision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime

GATE_KEY = ["campaign_id", "stage", "body", "round"]
GATE_REQUEST = [f"gate_request.{column}" for column in GATE_KEY]


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


class GateVoteTable(GateRow, table=True):
    """A council member's vote; one each."""

    __tablename__ = "gate_vote"
    __table_args__ = (ForeignKeyConstraint(GATE_KEY, GATE_REQUEST),)

    member: str = Field(primary_key=True)
    verdict: str
    opinion: str = Field(sa_type=Text)
    cast_at: datetime = Field(sa_type=UtcDateTime)


class GateWrongCodeTable(GateRow, table=True):
    """A wrong one-time code given at a gate."""

    __tablename__ = "gate_wrong_code"
    __table_args__ = (ForeignKeyConstraint(GATE_KEY, GATE_REQUEST),)

    seq: int = Field(primary_key=True)
    who: str
    at: datetime = Field(sa_type=UtcDateTime)


class GateDecisionTable(GateRow, table=True):
    """A signed decision; a voided one stays, and a code step serves its owner only once."""

    __tablename__ = "gate_decision"
    __table_args__ = (
        ForeignKeyConstraint(GATE_KEY, GATE_REQUEST),
        UniqueConstraint("campaign_id", "signer", "code_step"),
        Index(
            "uq_gate_decision_valid",
            *GATE_KEY,
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
    )

    attempt: int = Field(primary_key=True)
    verdict: str
    opinion: str = Field(sa_type=Text)
    signer: str
    signed_at: datetime = Field(sa_type=UtcDateTime)
    fingerprint: str
    acting_for: str | None = None
    code_step: int
    voided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    void_reason: str = Field(default="", sa_type=Text)
