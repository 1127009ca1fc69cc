"""The history of the schema (Alembic), run from code: ``deployments.migrations.run.migrate``."""
