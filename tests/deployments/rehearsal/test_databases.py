"""The same rehearsal on both databases."""

import pytest

from config.workspace import forget_databases
from deployments.prefect.environment import rehearsal_settings
from deployments.rehearsal.run import run
from models.domain.errors import ConfigurationError

CAMPAIGN = "huong-khe-2021"


def play(folder, url=""):
    return run(CAMPAIGN, rehearsal_settings(folder, url), folder, 7, True, lambda *_: None)


@pytest.fixture(autouse=True)
def closed_databases():
    yield
    forget_databases()


@pytest.mark.slow
def test_one_seed_gives_the_same_results_on_sqlite_and_postgresql(tmp_path, postgresql_empty):
    first, wrong = play(tmp_path / "sqlite")
    second, also_wrong = play(tmp_path / "postgresql", postgresql_empty)

    assert wrong == also_wrong == []
    assert first.digest == second.digest
    for name in ("results.csv", "results.xlsx", "messages.csv", "audit.jsonl"):
        one, other = tmp_path / "sqlite" / name, tmp_path / "postgresql" / name
        assert one.read_bytes() == other.read_bytes(), name
    with pytest.raises(ConfigurationError, match="đã có đợt"):
        play(tmp_path / "again", postgresql_empty)
