"""People of an open campaign change, and what they were is kept."""

import sqlalchemy as sa
from alembic import op

from deployments.migrations.parts import MOMENT, campaign_id, of_campaign

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "contact_change",
        campaign_id(),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("successor", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('added', 'corrected', 'left')", name=op.f("ck_contact_change_kind_known")
        ),
        sa.CheckConstraint(
            "successor = '' OR kind = 'left'", name=op.f("ck_contact_change_successor_left")
        ),
        of_campaign("contact_change"),
        sa.PrimaryKeyConstraint("campaign_id", "seq", name=op.f("pk_contact_change")),
    )
