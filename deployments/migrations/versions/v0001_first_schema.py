"""The first schema: campaigns, audit chain, stages, files, submissions, scores, gates, outbox.

Revisions only go forward: the way back is the backup that was made before.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
GATE_KEY = ["campaign_id", "stage", "body", "round"]


def upgrade() -> None:
    _campaign()
    _audit()
    _stages()
    _files()
    _submissions()
    _scores()
    _surveys()
    _gate_requests()
    _gate_votes()
    _gate_decisions()
    _documents()
    _messages()
    _results()


def _campaign_id() -> sa.Column[Any]:
    return sa.Column("campaign_id", sa.String(), nullable=False)


def _gate_key() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
    )


def _of_campaign(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_campaign_id_campaign")
    return sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=name)


def _of_file(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_campaign_id_file")
    kept = ["file.campaign_id", "file.sha256"]
    return sa.ForeignKeyConstraint(["campaign_id", column], kept, name=name)


def _of_gate(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_campaign_id_gate_request")
    asked = [f"gate_request.{column}" for column in GATE_KEY]
    return sa.ForeignKeyConstraint(GATE_KEY, asked, name=name)


def _campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "mode IN ('rehearsal', 'sandbox', 'team', 'live')", name=op.f("ck_campaign_mode_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_table(
        "criteria_set",
        _campaign_id(),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _of_campaign("criteria_set"),
        sa.PrimaryKeyConstraint("campaign_id", "form", name=op.f("pk_criteria_set")),
    )
    op.create_table(
        "simulated_clock",
        _campaign_id(),
        sa.Column("now", MOMENT, nullable=False),
        _of_campaign("simulated_clock"),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_simulated_clock")),
    )


def _audit() -> None:
    op.create_table(
        "audit_event",
        _campaign_id(),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_audit_event_seq_from_one")),
        _of_campaign("audit_event"),
        sa.PrimaryKeyConstraint("campaign_id", "seq", name=op.f("pk_audit_event")),
    )


def _stages() -> None:
    op.create_table(
        "stage",
        _campaign_id(),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("waiting_for", sa.Text(), nullable=False),
        sa.Column("wake_at", MOMENT, nullable=True),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_stage_ended_has_time")
        ),
        sa.CheckConstraint(
            "state IN ('running', 'waiting', 'ended')", name=op.f("ck_stage_state_known")
        ),
        _of_campaign("stage"),
        sa.PrimaryKeyConstraint("campaign_id", "stage", name=op.f("pk_stage")),
    )


def _files() -> None:
    op.create_table(
        "file",
        _campaign_id(),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_file_sha256_whole")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_file_size_counted")),
        _of_campaign("file"),
        sa.PrimaryKeyConstraint("campaign_id", "sha256", name=op.f("pk_file")),
    )


def _submissions() -> None:
    op.create_table(
        "submission_event",
        _campaign_id(),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        _of_file("submission_event", "file"),
        _of_campaign("submission_event"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "form", "unit", "seq", name=op.f("pk_submission_event")
        ),
    )


def _scores() -> None:
    op.create_table(
        "score",
        _campaign_id(),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("round IN ('self', 'appraised')", name=op.f("ck_score_round_known")),
        sa.CheckConstraint("points >= 0", name=op.f("ck_score_points_positive")),
        _of_campaign("score"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "form", "round", "unit", "criterion", name=op.f("pk_score")
        ),
    )


def _surveys() -> None:
    op.create_table(
        "survey_batch",
        _campaign_id(),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("loaded_at", MOMENT, nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_kept", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("bad_values", sa.Integer(), nullable=False),
        sa.Column("unknown_units", sa.Integer(), nullable=False),
        _of_campaign("survey_batch"),
        sa.PrimaryKeyConstraint("campaign_id", "source", "sha256", name=op.f("pk_survey_batch")),
    )
    op.create_table(
        "survey_figure",
        _campaign_id(),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("standard_error", sa.Integer(), nullable=False),
        sa.Column("small_sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint("forms >= 0", name=op.f("ck_survey_figure_forms_counted")),
        sa.CheckConstraint(
            "percent BETWEEN 0 AND 10000", name=op.f("ck_survey_figure_percent_in_range")
        ),
        _of_campaign("survey_figure"),
        sa.PrimaryKeyConstraint("campaign_id", "unit", "item", name=op.f("pk_survey_figure")),
    )


def _gate_requests() -> None:
    op.create_table(
        "gate_request",
        _campaign_id(),
        *_gate_key(),
        sa.Column("requested_at", MOMENT, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.CheckConstraint("round >= 1", name=op.f("ck_gate_request_round_from_one")),
        _of_campaign("gate_request"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "stage", "body", "round", name=op.f("pk_gate_request")
        ),
    )


def _gate_votes() -> None:
    op.create_table(
        "gate_vote",
        _campaign_id(),
        *_gate_key(),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        _of_gate("gate_vote"),
        _of_campaign("gate_vote"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "stage", "body", "round", "member", name=op.f("pk_gate_vote")
        ),
    )
    op.create_table(
        "gate_wrong_code",
        _campaign_id(),
        *_gate_key(),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _of_gate("gate_wrong_code"),
        _of_campaign("gate_wrong_code"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "stage", "body", "round", "seq", name=op.f("pk_gate_wrong_code")
        ),
    )


def _gate_decisions() -> None:
    op.create_table(
        "gate_decision",
        _campaign_id(),
        *_gate_key(),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("acting_for", sa.String(), nullable=True),
        sa.Column("code_step", sa.Integer(), nullable=False),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        _of_gate("gate_decision"),
        _of_campaign("gate_decision"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "stage", "body", "round", "attempt", name=op.f("pk_gate_decision")
        ),
        sa.UniqueConstraint(
            "campaign_id",
            "signer",
            "code_step",
            name=op.f("uq_gate_decision_campaign_id_signer_code_step"),
        ),
    )
    op.create_index(
        "uq_gate_decision_valid",
        "gate_decision",
        GATE_KEY,
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )


def _documents() -> None:
    op.create_table(
        "document",
        _campaign_id(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(number IS NULL) = (issued_on IS NULL)", name=op.f("ck_document_issued_whole")
        ),
        _of_file("document", "sha256"),
        _of_campaign("document"),
        sa.PrimaryKeyConstraint("campaign_id", "kind", "ref", "round", name=op.f("pk_document")),
    )
    op.create_table(
        "document_number",
        _campaign_id(),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_document_number_number_from_one")),
        _of_campaign("document_number"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "symbol", "year", "number", name=op.f("pk_document_number")
        ),
    )


def _messages() -> None:
    op.create_table(
        "message",
        _campaign_id(),
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
        _of_campaign("message"),
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
        _campaign_id(),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_result_rank_from_one")),
        _of_campaign("result"),
        sa.PrimaryKeyConstraint("campaign_id", "round", "unit", name=op.f("pk_result")),
    )
