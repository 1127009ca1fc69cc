"""Whether commits to SQLite outlive a power cut."""

from __future__ import annotations

import pytest

from models.store.engine import make_engine


@pytest.mark.parametrize(("query", "level"), [("", 2), ("?synchronous=off", 0)])
def test_a_database_gives_up_power_cuts_only_when_its_url_says_so(tmp_path, query, level):
    engine = make_engine(f"sqlite:///{tmp_path / 'cchc.db'}{query}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == level
    engine.dispose()
    assert (tmp_path / "cchc.db").exists()
