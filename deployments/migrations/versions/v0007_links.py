"""Personal links to the upload page, each taken by one browser."""

import sqlalchemy as sa
from alembic import op

from deployments.migrations.parts import MOMENT, campaign_id, of_campaign

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "link",
        campaign_id(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ending", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(device = '') = (claimed_at IS NULL)", name=op.f("ck_link_claimed_has_time")
        ),
        sa.CheckConstraint(
            "(ending IS NULL) = (ended_at IS NULL)", name=op.f("ck_link_ended_has_time")
        ),
        of_campaign("link"),
        sa.PrimaryKeyConstraint("campaign_id", "id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_campaign_id_unit_form"), "link", ["campaign_id", "unit", "form"])
