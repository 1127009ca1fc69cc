"""Mails that were looked at are remembered by their place in the mailbox."""

import sqlalchemy as sa
from alembic import op

from deployments.migrations.parts import MOMENT, campaign_id, of_campaign

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "mail",
        campaign_id(),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('letter', 'automatic', 'bounce', 'refused')", name=op.f("ck_mail_kind_known")
        ),
        of_campaign("mail"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "mailbox", "uidvalidity", "uid", name=op.f("pk_mail")
        ),
    )
