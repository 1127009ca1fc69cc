"""Columns and foreign keys that many tables share, as the revisions spell them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

MOMENT = sa.DateTime(timezone=True)
_GATE_KEY = ["campaign_id", "stage", "body", "round"]


def campaign_id() -> sa.Column[Any]:
    """The campaign that a row belongs to."""
    return sa.Column("campaign_id", sa.String(), nullable=False)


def gate_key() -> tuple[sa.Column[Any], ...]:
    """Stage, body and round of a gate."""
    return (
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
    )


def of_campaign(table: str) -> sa.ForeignKeyConstraint:
    """Rows of ``table`` belong to a campaign."""
    name = op.f(f"fk_{table}_campaign_id_campaign")
    return sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=name)


def of_file(table: str, column: str) -> sa.ForeignKeyConstraint:
    """``column`` of ``table`` names a kept file."""
    name = op.f(f"fk_{table}_campaign_id_{column}_file")
    kept = ["file.campaign_id", "file.sha256"]
    return sa.ForeignKeyConstraint(["campaign_id", column], kept, name=name)


def of_gate(table: str) -> sa.ForeignKeyConstraint:
    """Rows of ``table`` belong to a gate request."""
    name = op.f(f"fk_{table}_campaign_id_stage_body_round_gate_request")
    asked = [f"gate_request.{column}" for column in _GATE_KEY]
    return sa.ForeignKeyConstraint(_GATE_KEY, asked, name=name)
