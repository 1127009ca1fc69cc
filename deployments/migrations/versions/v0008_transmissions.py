"""A message may go several ways: each is a transmission with a history of its own."""

import json

import sqlalchemy as sa
from alembic import op

from deployments.migrations.parts import MOMENT, campaign_id, of_campaign

revision = "0008"
down_revision = "0007"

OLD_FATE = ("state", "not_before", "attempts", "channel", "code", "detail", "sent_at")


def upgrade() -> None:
    _set_fates_aside()
    _message_of_a_person()
    _transmissions()
    _events()
    _channels()
    _arming()
    _move_fates()


def _of_message(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_campaign_id_message_message")
    own, messages = ["campaign_id", "message"], ["message.campaign_id", "message.key"]
    return sa.ForeignKeyConstraint(own, messages, name=name)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _transmissions() -> None:
    held = "(state IN ('claimed', 'sending')) = (claim <> '')"
    op.create_table(
        "transmission",
        campaign_id(),
        *_texts("message"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        *_texts("channel", "state"),
        sa.Column("not_before", MOMENT, nullable=False),
        *_texts("claim"),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *_texts("address", "blame", "template", "version", "track", "ref", "code"),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_transmission_attempts_counted")),
        sa.CheckConstraint(held, name=op.f("ck_transmission_claim_held")),
        sa.CheckConstraint(
            "(claim = '') = (lease_until IS NULL)", name=op.f("ck_transmission_lease_claimed")
        ),
        of_campaign("transmission"),
        _of_message("transmission"),
        sa.PrimaryKeyConstraint("campaign_id", "message", "number", name=op.f("pk_transmission")),
        sa.UniqueConstraint(
            "campaign_id",
            "message",
            "turn",
            "channel",
            name=op.f("uq_transmission_campaign_id_message_turn_channel"),
        ),
    )
    _index("transmission", "state", "not_before")
    _index("transmission", "channel", "ref")
    _index("transmission", "track")


def _events() -> None:
    op.create_table(
        "transmission_event",
        campaign_id(),
        sa.Column("seq", sa.Integer(), nullable=False),
        *_texts("message"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *_texts("what", "channel", "code"),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        of_campaign("transmission_event"),
        _of_message("transmission_event"),
        sa.PrimaryKeyConstraint("campaign_id", "seq", name=op.f("pk_transmission_event")),
    )
    _index("transmission_event", "message")


def _channels() -> None:
    op.create_table(
        "channel",
        campaign_id(),
        *_texts("name"),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.Column("retry_at", MOMENT, nullable=True),
        sa.Column("stops", sa.Integer(), nullable=False),
        *_texts("code"),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(stopped_at IS NULL) = (retry_at IS NULL)", name=op.f("ck_channel_stopped_till_retry")
        ),
        sa.CheckConstraint("stops >= 0", name=op.f("ck_channel_stops_counted")),
        of_campaign("channel"),
        sa.PrimaryKeyConstraint("campaign_id", "name", name=op.f("pk_channel")),
    )


def _arming() -> None:
    op.create_table(
        "arming",
        campaign_id(),
        *_texts("host", "nonce"),
        sa.Column("armed_at", MOMENT, nullable=False),
        of_campaign("arming"),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_arming")),
    )


def _set_fates_aside() -> None:
    """SQLite makes an altered table anew, which it refuses once others refer to it."""
    columns = ", ".join(("campaign_id", "key", *OLD_FATE))
    op.execute(f"CREATE TABLE old_fate AS SELECT {columns} FROM message")


def _move_fates() -> None:
    """What is in the hands of a dispatcher while the schema changes may have arrived."""
    old = sa.table("old_fate", *map(sa.column, ("campaign_id", "key", *OLD_FATE)))
    state = sa.case(
        (old.c.state == "failed", "failed_permanent"),
        (old.c.state == "sending", "unknown"),
        else_=old.c.state,
    )
    empty = ("claim", "address", "blame", "template", "version", "track", "ref")
    names = ["campaign_id", "message", "number", "turn", "state", "not_before", "attempts"]
    names += ["channel", "code", "detail", "sent_at", *empty]
    values = [old.c.campaign_id, old.c.key, sa.literal(1), sa.literal(1), state]
    values += [old.c[name] for name in OLD_FATE[1:]] + [sa.literal("") for _ in empty]
    new = sa.table("transmission", *map(sa.column, names))
    op.execute(new.insert().from_select(names, sa.select(*values)))
    op.drop_table("old_fate")


def _message_of_a_person() -> None:
    op.drop_index(op.f("ix_message_campaign_id_state_not_before"), "message")
    with op.batch_alter_table("message") as batch:
        batch.add_column(sa.Column("person", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("purpose", sa.String(), nullable=False, server_default=""))
        batch.drop_constraint(op.f("ck_message_attempts_counted"), type_="check")
        for name in OLD_FATE:
            batch.drop_column(name)
    _name_people()
    with op.batch_alter_table("message") as batch:
        batch.alter_column("person", server_default=None)
        batch.alter_column("purpose", server_default=None)
    _index("message", "person", "queued_at")


def _name_people() -> None:
    columns = ("campaign_id", "key", "person", "purpose", "body")
    message = sa.table("message", *map(sa.column, columns))
    connection = op.get_bind()
    for row in connection.execute(sa.select(message)).all():
        body = json.loads(row.body)
        own = (message.c.campaign_id == row.campaign_id) & (message.c.key == row.key)
        named = {"person": body["person"], "purpose": body["purpose"]}
        connection.execute(message.update().where(own).values(named))


def _index(table: str, *columns: str) -> None:
    name = op.f(f"ix_{table}_campaign_id_{'_'.join(columns)}")
    op.create_index(name, table, ["campaign_id", *columns])
