"""``cchc verify`` says what it checked, and no more than that."""

import pytest
from typer.testing import CliRunner

from config.workspace import forget_databases
from deployments.bootstrap import open_campaign
from deployments.cli.app import app
from models.domain.errors import BrokenChain
from models.domain.stages import StageName
from models.store.engine import make_engine
from tests.support.house import CAMPAIGN, settings_at


@pytest.fixture
def workspace(tmp_path):
    workspace = open_campaign(CAMPAIGN, settings_at(tmp_path), "sandbox")
    with workspace.change("operator") as uow:
        uow.stages.start(StageName.PLAN, "run-1")
    yield workspace
    forget_databases()


def verify(workspace, *arguments):
    home = str(workspace.settings.home)
    return CliRunner().invoke(app, ["verify", CAMPAIGN, "--home", home, *arguments])


def test_without_a_kept_head_it_does_not_claim_that_nothing_was_cut(workspace):
    done = verify(workspace)
    assert done.exit_code == 0, done.output
    assert "Chuỗi nhật ký liền mạch: " in done.output
    assert "khớp với nhật ký: 1 cấu hình đợt, 1 tiến độ bước" in done.output
    assert "chưa loại trừ được việc phần cuối nhật ký bị cắt" in done.output
    assert "còn nguyên" not in done.output


def test_a_kept_head_proves_what_came_before_it(workspace):
    with workspace.read() as uow:
        head = uow.audit.head()
    done = verify(workspace, "--head", f" {head.upper()} ")
    assert done.exit_code == 0, done.output
    assert "mọi sự kiện đến đó còn nguyên" in done.output
    assert "chưa loại trừ" not in done.output


def test_a_head_that_is_not_in_the_chain_is_told(workspace):
    done = verify(workspace, "--head", "f" * 64)
    assert isinstance(done.exception, BrokenChain)
    assert "phần cuối đã bị cắt" in done.exception.message


def test_a_changed_row_is_named_and_ends_in_failure(workspace):
    engine = make_engine(workspace.settings.database)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE stage SET run = 'run-2'")
    engine.dispose()
    done = verify(workspace)
    assert done.exit_code == 1
    assert "Sai tiến độ bước plan: “run” trong nhật ký là “run-1”, đang lưu là “run-2”." in (
        done.output
    )
    assert "khớp với nhật ký:" not in done.output
