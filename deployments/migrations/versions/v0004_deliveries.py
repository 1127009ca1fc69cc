"""What comes in is kept as one delivery until it is judged; messages are found by position."""

import sqlalchemy as sa
from alembic import op

from deployments.migrations.parts import MOMENT, campaign_id, of_campaign

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "delivery",
        campaign_id(),
        sa.Column("door", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "door IN ('drop', 'mail', 'portal')", name=op.f("ck_delivery_door_known")
        ),
        of_campaign("delivery"),
        sa.PrimaryKeyConstraint("campaign_id", "door", "reference", name=op.f("pk_delivery")),
    )
    op.create_index(
        op.f("ix_delivery_campaign_id_settled_at"), "delivery", ["campaign_id", "settled_at"]
    )
    op.create_index(op.f("ix_message_campaign_id_position"), "message", ["campaign_id", "position"])
