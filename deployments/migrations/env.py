"""Alembic's entry: runs revisions in the transaction that ``run.migrate`` opened."""

from alembic import context

from models.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite's DDL is transactional once BEGIN is ours (models/store/engine.py).
    transactional_ddl=True,
)
context.run_migrations()
