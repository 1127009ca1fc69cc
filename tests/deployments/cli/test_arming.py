"""A person says on which machine a campaign may reach people, and stops it."""

import pytest
from typer.testing import CliRunner

from config.workspace import forget_databases, open_workspace
from deployments.cli.app import app
from flows.ticks import send_due_messages
from models.domain.messages.message import Message
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from tests.support.house import CAMPAIGN, COMMUNES, build

BY = ("--by", "operator-1", "--reason", "bắt đầu gửi thật")


@pytest.fixture
def live(tmp_path, monkeypatch):
    monkeypatch.setenv("CCHC_HOME", str(tmp_path))
    monkeypatch.setenv("CCHC_MODE", "live")
    build(tmp_path, mode="live")
    yield
    forget_databases()


def run(*words, **more):
    return CliRunner().invoke(app, [*words], **more)


def test_arming_says_how_many_can_be_reached_and_asks(live):
    refused = run("arm", CAMPAIGN, *BY, input="n\n")
    assert "có thể gửi thật cho" in refused.output
    assert open_workspace(CAMPAIGN).mode == "sandbox"
    assert run("arm", CAMPAIGN, *BY, input="y\n").exit_code == 0
    assert open_workspace(CAMPAIGN).mode == "live"


def test_disarming_stops_at_once(live):
    run("arm", CAMPAIGN, *BY, "--yes")
    assert "Đã dừng gửi thật" in run("disarm", CAMPAIGN, *BY).output
    assert open_workspace(CAMPAIGN).mode == "sandbox"
    assert "vốn không được phép" in run("disarm", CAMPAIGN, *BY).output


def test_a_sandbox_can_not_be_armed(tmp_path, monkeypatch):
    monkeypatch.setenv("CCHC_HOME", str(tmp_path))
    build(tmp_path, mode="sandbox")
    refused = run("arm", CAMPAIGN, *BY, "--yes")
    forget_databases()
    assert "CCHC_MODE" in refused.exception.message


def test_what_is_for_real_people_waits_while_nobody_may_be_reached(live, tmp_path, caplog):
    workspace = open_workspace(CAMPAIGN)
    message = Message(
        key="k",
        person=f"{COMMUNES[0]}.officer",
        purpose=Purpose.RECEIPT,
        unit=COMMUNES[0],
        subject_ref="x",
        not_before=workspace.now(),
    )
    with workspace.change("thu") as uow:
        uow.messages.queue([message])
    assert send_due_messages(CAMPAIGN) == {}
    assert "cchc arm" in caplog.text
    with workspace.read() as uow:
        assert uow.messages.get("k").state is MessageState.PLANNED
    assert not list(tmp_path.glob("thu-thu-nghiem/**/*.eml"))
