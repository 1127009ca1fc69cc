"""Campaigns, audit chain, stages, files, submissions, scores and survey."""

import sqlalchemy as sa
from alembic import op

from deployments.migrations.parts import MOMENT, campaign_id, of_campaign, of_file

revision = "0001"
down_revision = None


def upgrade() -> None:
    _campaign()
    _audit()
    _stages()
    _files()
    _submissions()
    _scores()
    _surveys()


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
        campaign_id(),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        of_campaign("criteria_set"),
        sa.PrimaryKeyConstraint("campaign_id", "form", name=op.f("pk_criteria_set")),
    )
    op.create_table(
        "simulated_clock",
        campaign_id(),
        sa.Column("now", MOMENT, nullable=False),
        of_campaign("simulated_clock"),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_simulated_clock")),
    )


def _audit() -> None:
    op.create_table(
        "audit_event",
        campaign_id(),
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
        of_campaign("audit_event"),
        sa.PrimaryKeyConstraint("campaign_id", "seq", name=op.f("pk_audit_event")),
    )


def _stages() -> None:
    op.create_table(
        "stage",
        campaign_id(),
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
        of_campaign("stage"),
        sa.PrimaryKeyConstraint("campaign_id", "stage", name=op.f("pk_stage")),
    )


def _files() -> None:
    op.create_table(
        "file",
        campaign_id(),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_file_sha256_whole")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_file_size_counted")),
        of_campaign("file"),
        sa.PrimaryKeyConstraint("campaign_id", "sha256", name=op.f("pk_file")),
    )


def _submissions() -> None:
    op.create_table(
        "submission_event",
        campaign_id(),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        of_file("submission_event", "file"),
        of_campaign("submission_event"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "form", "unit", "seq", name=op.f("pk_submission_event")
        ),
    )


def _scores() -> None:
    op.create_table(
        "score",
        campaign_id(),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("points >= 0", name=op.f("ck_score_points_positive")),
        of_campaign("score"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "form", "round", "unit", "criterion", name=op.f("pk_score")
        ),
    )


def _surveys() -> None:
    op.create_table(
        "survey_batch",
        campaign_id(),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("loaded_at", MOMENT, nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_kept", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("bad_values", sa.Integer(), nullable=False),
        sa.Column("unknown_units", sa.Integer(), nullable=False),
        of_campaign("survey_batch"),
        sa.PrimaryKeyConstraint("campaign_id", "source", "sha256", name=op.f("pk_survey_batch")),
    )
    op.create_table(
        "survey_figure",
        campaign_id(),
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
        of_campaign("survey_figure"),
        sa.PrimaryKeyConstraint("campaign_id", "unit", "item", name=op.f("pk_survey_figure")),
    )
