"""``cchc messages calls`` lists whom no channel reached, and writes the list to print."""

import openpyxl
import pytest
from typer.testing import CliRunner

from config.workspace import forget_databases
from deployments.bootstrap import open_campaign
from deployments.cli.app import app
from models.domain.errors import ConfigurationError
from models.domain.messages.message import Message
from models.domain.messages.outbox import SendResult
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from models.domain.units import Position
from tests.support.house import CAMPAIGN, settings_at

NOBODY = "no such user"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("CCHC_HOME", str(tmp_path))
    yield open_campaign(CAMPAIGN, settings_at(tmp_path), "sandbox")
    forget_databases()


def lose(workspace):
    """A message to the first officer fails for good."""
    (officer, *_) = workspace.campaign.people(Position.OFFICER)
    message = Message(
        key="tin",
        person=officer.id,
        purpose=Purpose.PUBLISHED,
        unit=officer.unit,
        subject_ref="published",
        not_before=workspace.now(),
    )
    lost = SendResult(
        message="tin",
        number=1,
        channel="email",
        state=MessageState.FAILED_PERMANENT,
        detail=NOBODY,
    )
    with workspace.change("operator") as uow:
        uow.messages.queue([message])
        uow.transmissions.settle([lost])
    return officer


def run(*arguments):
    return CliRunner().invoke(app, ["messages", "calls", CAMPAIGN, *arguments])


def test_nobody_to_call_is_said(workspace):
    assert run().output == "Không có ai cần gọi điện.\n"


def test_a_person_is_listed_with_what_to_tell_and_why_it_failed(workspace):
    officer = lose(workspace)
    first, second, third = run().output.splitlines()
    assert first.startswith(f"  1. {officer.title}")
    assert second.strip().startswith("Tin số 1: Thông báo kết quả")
    assert third.strip() == f"Thư điện tử: không gửi được ({NOBODY})"


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_list_is_written_to_print(workspace, tmp_path, kind):
    lose(workspace)
    out = tmp_path / f"goi.{kind}"
    done = run("--out", str(out))
    assert done.output.startswith(f"Đã ghi {out}: 1 người cần gọi.")
    assert out.read_bytes().startswith(b"PK")
    if kind == "xlsx":
        assert openpyxl.load_workbook(out).active["E4"].value == "1"


def test_another_kind_of_file_is_refused(workspace, tmp_path):
    assert isinstance(run("--out", str(tmp_path / "goi.pdf")).exception, ConfigurationError)


def call(*arguments):
    told = ["--by", "operator-1", "--reason", "Đã gọi, sẽ gửi chiều nay"]
    return CliRunner().invoke(app, ["messages", "called", CAMPAIGN, *arguments, *told])


def test_a_call_that_was_made_ends_it_and_is_told_of_in_the_history(workspace):
    lose(workspace)
    assert call("1").output == "Đã ghi nhận: đã gọi điện báo tin số 1.\n"
    assert run().output == "Không có ai cần gọi điện.\n"
    with workspace.read() as uow:
        message = uow.messages.at(1)
        *_, told = uow.messages.history("tin")
    assert (message.state, message.decisive.channel) == (MessageState.DELIVERED, "call")
    assert (told.channel, told.detail) == ("call", "Đã gọi, sẽ gửi chiều nay")
    shown = CliRunner().invoke(app, ["messages", "show", CAMPAIGN, "1"]).output
    assert "2. Gọi điện trực tiếp: Đã đến người nhận" in shown


def test_a_message_that_has_arrived_or_still_goes_on_needs_no_call(workspace):
    lose(workspace)
    call("1")
    assert "đã có nội dung này" in str(call("1").exception)
    again = ["messages", "resend", CAMPAIGN, "1", "--by", "operator-1", "--reason", "thử lại"]
    assert CliRunner().invoke(app, again).exit_code == 0
    assert "còn đang gửi" in str(call("1").exception)
