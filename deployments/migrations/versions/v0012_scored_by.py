"""A score says who gave it; "round" was the word for collections and approvals as well."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.alter_column("score", "round", new_column_name="scored_by")
