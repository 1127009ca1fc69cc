"""What providers tell of messages is kept as it came."""

import sqlalchemy as sa
from alembic import op

from deployments.migrations.parts import MOMENT, campaign_id, of_campaign

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "provider_event",
        campaign_id(),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(outcome = '') = (settled_at IS NULL)", name=op.f("ck_provider_event_outcome_settled")
        ),
        of_campaign("provider_event"),
        sa.PrimaryKeyConstraint("campaign_id", "key", name=op.f("pk_provider_event")),
    )
    op.create_index(
        op.f("ix_provider_event_campaign_id_outcome_received_at"),
        "provider_event",
        ["campaign_id", "outcome", "received_at"],
    )
