"""A number is taken for one document, so that no two documents can bear it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_DOCUMENT = ["campaign_id", "kind", "ref", "round"]


def upgrade() -> None:
    # SQLite makes the table anew and would forget its checks.
    check = sa.CheckConstraint("number >= 1", name=op.f("ck_document_number_number_from_one"))
    with op.batch_alter_table("document_number", table_args=(check,)) as table:
        table.add_column(sa.Column("kind", sa.String(), nullable=True))
        table.add_column(sa.Column("ref", sa.String(), nullable=True))
        table.add_column(sa.Column("round", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_document_number_campaign_id_kind_ref_round_document"),
            "document",
            _DOCUMENT,
            _DOCUMENT,
        )
        table.create_unique_constraint(
            op.f("uq_document_number_campaign_id_kind_ref_round"), _DOCUMENT
        )
