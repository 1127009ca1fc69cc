"""New servers start from a kept database, and nobody else's database is touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deployments.prefect.database import DATABASE_FILE, ELSEWHERE, seed_database


@pytest.mark.slow
def test_a_new_home_gets_a_migrated_and_empty_database(tmp_path: Path) -> None:
    assert seed_database(tmp_path / "prefect")
    with closing(sqlite3.connect(tmp_path / "prefect" / DATABASE_FILE)) as database:
        assert database.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM flow_run").fetchone() == (0,)


def test_a_database_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(b"in use")
    assert not seed_database(tmp_path)
    assert (tmp_path / DATABASE_FILE).read_bytes() == b"in use"


def test_a_server_with_a_database_elsewhere_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ELSEWHERE, "postgresql+asyncpg://localhost/prefect")
    assert not seed_database(tmp_path)
    assert not (tmp_path / DATABASE_FILE).exists()
