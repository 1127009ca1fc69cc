"""Evidence is kept by unit, with its history."""

import sqlalchemy as sa
from alembic import op

from deployments.migrations.parts import campaign_id, of_campaign, of_file

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "evidence",
        campaign_id(),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_evidence_position_from_one")),
        of_campaign("evidence"),
        of_file("evidence", "file"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "form", "unit", "position", name=op.f("pk_evidence")
        ),
    )
    op.create_index(op.f("ix_evidence_campaign_id_file"), "evidence", ["campaign_id", "file"])
