"""Gates, documents, outbox and results."""

import sqlalchemy as sa
from alembic import op

from deployments.migrations.parts import (
    MOMENT,
    campaign_id,
    gate_key,
    of_campaign,
    of_file,
    of_gate,
)

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _gate_requests()
    _gate_ballots()
    _gate_decisions()
    _documents()
    _messages()
    _results()


def _gate_requests() -> None:
    op.create_table(
        "gate_request",
        campaign_id(),
        *gate_key(),
        sa.Column("requested_at", MOMENT, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("round >= 1", name=op.f("ck_gate_request_round_from_one")),
        of_campaign("gate_request"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "stage", "body", "round", name=op.f("pk_gate_request")
        ),
    )


def _gate_ballots() -> None:
    op.create_table(
        "gate_vote",
        campaign_id(),
        *gate_key(),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        of_gate("gate_vote"),
        of_campaign("gate_vote"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "stage", "body", "round", "member", name=op.f("pk_gate_vote")
        ),
    )
    op.create_table(
        "gate_refusal",
        campaign_id(),
        *gate_key(),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        of_gate("gate_refusal"),
        of_campaign("gate_refusal"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "stage", "body", "round", "seq", name=op.f("pk_gate_refusal")
        ),
    )


def _gate_decisions() -> None:
    op.create_table(
        "gate_decision",
        campaign_id(),
        *gate_key(),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("acting_for", sa.String(), nullable=True),
        of_gate("gate_decision"),
        of_campaign("gate_decision"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "stage", "body", "round", name=op.f("pk_gate_decision")
        ),
    )
    op.create_table(
        "used_code",
        campaign_id(),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        of_campaign("used_code"),
        sa.PrimaryKeyConstraint("campaign_id", "contact", "step", name=op.f("pk_used_code")),
    )
    op.create_table(
        "rework_note",
        campaign_id(),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        of_campaign("rework_note"),
        sa.PrimaryKeyConstraint("campaign_id", "stage", "round", name=op.f("pk_rework_note")),
    )


def _documents() -> None:
    op.create_table(
        "document",
        campaign_id(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(number IS NULL) = (issued_on IS NULL)", name=op.f("ck_document_issued_whole")
        ),
        of_file("document", "draft"),
        of_file("document", "sha256"),
        of_campaign("document"),
        sa.PrimaryKeyConstraint("campaign_id", "kind", "ref", "round", name=op.f("pk_document")),
    )
    op.create_table(
        "document_number",
        campaign_id(),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_document_number_number_from_one")),
        of_campaign("document_number"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "symbol", "year", "number", name=op.f("pk_document_number")
        ),
    )


def _messages() -> None:
    op.create_table(
        "message",
        campaign_id(),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_message_attempts_counted")),
        of_campaign("message"),
        sa.PrimaryKeyConstraint("campaign_id", "key", name=op.f("pk_message")),
    )
    op.create_index(
        op.f("ix_message_campaign_id_state_not_before"),
        "message",
        ["campaign_id", "state", "not_before"],
        unique=False,
    )


def _results() -> None:
    op.create_table(
        "result",
        campaign_id(),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_result_rank_from_one")),
        of_campaign("result"),
        sa.PrimaryKeyConstraint("campaign_id", "round", "unit", name=op.f("pk_result")),
    )
