"""``cchc evidence`` lists what came and gives out one file, of which the audit tells."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from typer.testing import CliRunner

from config.workspace import forget_databases
from deployments.bootstrap import open_campaign
from deployments.cli.app import app
from models.domain.campaign import Form
from models.domain.delivery import Delivery, Door
from models.domain.errors import NotFound
from tasks.evidence.open_up import open_up
from tasks.evidence.receive import receive_evidence
from tests.support.evidence_files import LINE, text_pdf
from tests.support.house import CAMPAIGN, settings_at

COMMUNE, OTHER, SILENT = "18496", "18499", "18502"
PLAN = text_pdf(LINE, LINE)
PLAN_CODE = sha256(PLAN).hexdigest()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    home = tmp_path_factory.mktemp("house")
    workspace = open_campaign(CAMPAIGN, settings_at(home), "sandbox")
    receive(workspace, COMMUNE, "<1>", "1.1.1 ke hoach.pdf", PLAN)
    receive(workspace, COMMUNE, "<2>", "anh.pdf", text_pdf(""))
    receive(workspace, COMMUNE, "<3>", "Anh.pdf", text_pdf("1"))
    receive(workspace, OTHER, "<4>", "chung.pdf", PLAN)
    yield workspace
    forget_databases()


def receive(workspace, unit, reference, name, content):
    at = datetime(2021, 11, 4, 2, 0, tzinfo=UTC)
    sent = Delivery(door=Door.MAIL, reference=reference, at=at, sender=unit)
    (files,) = open_up([(content, name)])
    with workspace.change("door:mail") as uow:
        owner = workspace.campaign.unit(unit)
        receive_evidence(uow, workspace.forms, owner, Form.COMMUNE, sent, files)


def run(workspace, *arguments):
    home = str(workspace.settings.home)
    return CliRunner().invoke(app, ["evidence", *arguments, "--home", home])


def test_units_are_listed_with_what_stands_and_what_was_replaced(workspace):
    done = run(workspace, "list", CAMPAIGN)

    assert done.exit_code == 0, done.output
    first, second, silent = done.output.splitlines()
    assert first.startswith(f"{COMMUNE} ")
    assert ": 2 tệp, " in first
    assert first.endswith("; 1 bản cũ")
    assert second.startswith(f"{OTHER} ")
    assert ": 1 tệp, " in second
    assert silent.startswith("Chưa gửi tài liệu: ")


def test_the_files_of_a_unit_are_listed_with_all_that_is_known(workspace):
    done = run(workspace, "list", CAMPAIGN, COMMUNE)

    assert done.exit_code == 0, done.output
    _, named, seen, code, replaced, blank, *_ = done.output.splitlines()
    assert named == "- 1.1.1 ke hoach.pdf [1.1.1]"
    assert seen.startswith("  PDF, 2 trang, ")
    assert seen.endswith("nhận 09:00 ngày 04/11/2021 qua thư điện tử")
    assert code == f"  {PLAN_CODE} (đơn vị khác cũng gửi: {OTHER})"
    assert replaced == "- anh.pdf [chưa rõ tiêu chí] (đã có bản thay thế)"
    assert "không thấy nội dung" in blank


def test_a_unit_that_sent_nothing_is_listed_as_such(workspace):
    assert run(workspace, "list", CAMPAIGN, SILENT).output.endswith(": 0 tệp.\n")


def test_an_unknown_unit_is_told(workspace):
    assert isinstance(run(workspace, "list", CAMPAIGN, "khong-co").exception, NotFound)


def test_a_file_is_fetched_by_the_beginning_of_its_code_and_the_audit_tells(workspace, tmp_path):
    out = tmp_path / "lay-ra.pdf"
    done = run(workspace, "fetch", CAMPAIGN, PLAN_CODE[:8].upper(), "--out", str(out))

    assert done.exit_code == 0, done.output
    assert out.read_bytes() == PLAN
    assert "1.1.1 ke hoach.pdf" in done.output
    with workspace.read() as uow:
        *_, told = uow.audit.events()
    assert (told.action, told.subject, told.actor) == ("evidence.fetch", PLAN_CODE, "operator")


@pytest.mark.parametrize("code", [PLAN_CODE[:7], "0" * 64, ""])
def test_a_code_that_names_no_single_piece_of_evidence_is_told(workspace, tmp_path, code):
    out = tmp_path / "lay-ra.pdf"

    assert isinstance(
        run(workspace, "fetch", CAMPAIGN, code, "--out", str(out)).exception, NotFound
    )
    assert not out.exists()


def test_other_files_of_the_campaign_are_not_given_out(workspace, tmp_path):
    with workspace.change("flow:documents") as uow:
        sha = uow.files.put(b"to trinh", "to-trinh.docx")
    done = run(workspace, "fetch", CAMPAIGN, sha, "--out", str(tmp_path / "x"))

    assert isinstance(done.exception, NotFound)


def test_nothing_is_told_of_a_file_that_could_not_be_written(workspace, tmp_path):
    with workspace.read() as uow:
        head = uow.audit.head()
    done = run(workspace, "fetch", CAMPAIGN, PLAN_CODE, "--out", str(tmp_path / "khong" / "co"))

    assert isinstance(done.exception, FileNotFoundError)
    with workspace.read() as uow:
        assert uow.audit.head() == head
