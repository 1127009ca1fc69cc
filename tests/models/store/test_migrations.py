"""Migrations lead to exactly the schema of the tables, from anywhere, any number of times."""

import subprocess
import sys
import threading

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, text

from deployments.migrations.run import alembic_config, migrate
from models.store.engine import make_engine, writing
from models.tables import METADATA


@pytest.fixture
def connection(empty_url):
    engine = make_engine(empty_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_a_fresh_database_has_the_schema_of_the_tables(empty_url, connection):
    migrate(empty_url)
    assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_every_check_constraint_of_the_tables_is_in_the_database(empty_url, connection):
    migrate(empty_url)
    wanted = {
        str(item.name)
        for table in METADATA.tables.values()
        for item in table.constraints
        if isinstance(item, CheckConstraint)
    }
    found = {
        check["name"]
        for table in METADATA.tables
        for check in inspect(connection).get_check_constraints(table)
    }
    assert wanted
    assert found == wanted


def test_numbers_of_an_older_database_are_kept_and_name_no_document(empty_url, connection):
    engine = make_engine(empty_url)
    with writing(engine, "x") as older:
        command.upgrade(alembic_config(older), "0002")
        older.execute(
            text("INSERT INTO campaign VALUES ('c', 'live', '2021-10-01 00:00:00', '{}')")
        )
        older.execute(
            text("INSERT INTO document_number VALUES ('c', 'KH', 2021, 7, '2021-10-01 00:00:00')")
        )
    engine.dispose()
    migrate(empty_url)
    found = connection.execute(text("SELECT number, kind, ref, round FROM document_number")).all()
    assert found == [(7, None, None, None)]


def test_migrating_again_does_nothing(empty_url, connection):
    newest = ScriptDirectory.from_config(alembic_config(connection)).get_current_head()
    migrate(empty_url)
    migrate(empty_url)
    assert MigrationContext.configure(connection).get_current_revision() == newest


def test_processes_that_start_together_do_not_disturb_each_other(empty_url, connection):
    starters = [threading.Thread(target=migrate, args=(empty_url,)) for _ in range(3)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}


def test_migration_needs_no_working_directory_and_makes_the_folder(tmp_path):
    target = tmp_path / "dữ liệu 100%" / "cchc.db"
    code = "import sys; from deployments.migrations.run import migrate; migrate(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, f"sqlite:///{target}"], cwd=tmp_path, check=True)
    assert target.exists()


def test_every_table_belongs_to_a_campaign_and_names_its_constraints():
    for name, table in METADATA.tables.items():
        assert name == "campaign" or "campaign_id" in table.primary_key.columns
        assert all(item.name for item in table.constraints)
        assert all(item.name for item in table.indexes)
