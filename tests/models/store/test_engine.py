"""What each database is set to."""

import pytest
from sqlalchemy.exc import IntegrityError

from models.store.engine import WAIT_SECONDS, make_engine


def pragma(engine, name):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.fixture
def sqlite(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}")
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", WAIT_SECONDS * 1000)],
)
def test_sqlite_runs_with(sqlite, name, value):
    assert pragma(sqlite, name) == value


def test_a_writer_waits_at_least_half_a_minute():
    assert WAIT_SECONDS >= 30


def test_rows_of_a_campaign_that_is_not_there_are_refused(store, raw):
    insert = "INSERT INTO simulated_clock (campaign_id, now) VALUES ('khong-co', '2021-11-05')"
    with pytest.raises(IntegrityError):
        raw(insert)
