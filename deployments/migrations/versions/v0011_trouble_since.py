"""A channel is in trouble until a message gets through, not until a check does."""

import sqlalchemy as sa
from alembic import op

from deployments.migrations.parts import MOMENT

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("channel", sa.Column("trouble_since", MOMENT, nullable=True))
    op.execute("UPDATE channel SET trouble_since = stopped_at")
