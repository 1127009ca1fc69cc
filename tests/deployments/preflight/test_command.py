"""The offline check says what the server would, in words, in JSON and in its exit status."""

import json
import socket
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.deployments.preflight.conftest import CAMPAIGN, NEIGHBOUR, UNIT

OLD = Path(__file__).parents[2] / "tasks" / "workbook" / "annotate" / "faulty.xls"


def test_a_right_workbook_is_accepted(run, right):
    done = run(right)

    assert done.exit_code == 0
    assert "hợp lệ, có thể gửi" in done.output


def test_a_mistake_is_named_with_its_cell_and_what_to_type(run, wrong):
    done = run(wrong)

    assert done.exit_code == 1
    assert "ô D8 (1.1.1 " in done.output
    assert "Đề nghị chọn một trong các mức" in done.output


@pytest.mark.parametrize("content", [b"", b"Kinh gui", b"PK\x03\x04 nothing more"])
def test_what_cannot_be_read_is_told_without_a_traceback(run, tmp_path, content):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(content)
    done = run(path)

    assert done.exit_code == 2
    assert "chưa dùng được" in done.output
    assert "Đề nghị" in done.output


def test_a_file_that_is_not_there_does_not_keep_the_others_from_being_checked(run, right):
    done = run(right.with_name("khong-co.xlsx"), right)

    assert done.exit_code == 2
    assert "Không mở được tệp" in done.output
    assert "hợp lệ, có thể gửi" in done.output


@pytest.mark.parametrize(
    ("order", "status"), [("right wrong", 1), ("wrong unreadable", 2), ("unreadable right", 2)]
)
def test_the_status_is_that_of_the_worst_file(run, right, wrong, tmp_path, order, status):
    unreadable = tmp_path / "hong.xlsx"
    unreadable.write_bytes(b"x")
    files = {"right": right, "wrong": wrong, "unreadable": unreadable}

    assert run(*(files[name] for name in order.split())).exit_code == status


def test_json_holds_verdict_hash_points_and_cells(run, right, wrong):
    accepted, findings = json.loads(run(right, wrong, "--json").stdout)

    assert (accepted["verdict"], accepted["unit"]) == ("accepted", UNIT)
    assert accepted["campaign"] == CAMPAIGN
    assert accepted["sha256"] == sha256(right.read_bytes()).hexdigest()
    assert accepted["points"]["1.1.1"] == "0.50"
    assert findings["verdict"] == "findings"
    assert findings["points"] == {}
    (finding,) = [one for one in findings["findings"] if one["severity"] == "blocks"]
    assert finding["check"] == "unknown_choice"
    assert finding["cells"] == [{"sheet": "Chấm điểm", "cell": "D8"}]


def test_the_workbook_of_another_unit_is_not_the_senders(run, right):
    done = run(right, "--campaign", CAMPAIGN, "--unit", NEIGHBOUR)

    assert done.exit_code == 1
    assert "không phải của đơn vị gửi" in done.output


def test_a_workbook_of_another_campaign_is_not_of_this_one(run, right):
    done = run(right, "--campaign", "ha-tinh-2026")

    assert done.exit_code == 1
    assert "không phải bảng do hệ thống gửi" in done.output


@pytest.mark.parametrize(
    "arguments", [("--campaign", "khong-co"), ("--campaign", CAMPAIGN, "--unit", "99999")]
)
def test_a_configuration_that_is_not_there_is_neither_a_finding_nor_unreadable(
    run, right, arguments
):
    done = run(right, *arguments)

    assert done.exit_code == 3
    assert "Đề nghị" in done.output


def test_it_needs_neither_prefect_nor_a_database(right):
    lean = (
        "import sys\n"
        "from deployments.cli.app import app\n"
        f"try:\n    app(['workbook', 'check', {str(right)!r}])\n"
        "except SystemExit as end:\n    assert end.code == 0, end.code\n"
        "heavy = {'prefect', 'sqlalchemy', 'alembic', 'pandas', 'duckdb', 'fastapi'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", lean], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_it_opens_no_connection(run, right, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)

    assert run(right).exit_code == 0


def test_the_marked_copy_is_written_and_says_the_same(run, wrong, tmp_path):
    out = tmp_path / "sua.xlsx"
    done = run(wrong, "--annotate", out)

    assert done.exit_code == 1
    assert str(out) in done.output.replace("\n", "")
    assert load_workbook(out).sheetnames[0] == "Cần sửa"
    again = run(out)
    assert "ô D8 (1.1.1 " in again.output


def test_marked_copies_of_several_files_go_into_a_folder(run, right, wrong, tmp_path):
    done = run(right, wrong, "--annotate", tmp_path / "sua", "--json")

    accepted, findings = json.loads(done.stdout)
    assert accepted["annotated"] is None
    assert findings["annotated"] == str(tmp_path / "sua" / "sai-can-sua.xlsx")
    assert [path.name for path in (tmp_path / "sua").iterdir()] == ["sai-can-sua.xlsx"]


def test_an_old_file_is_marked_on_the_form_of_its_unit(run, tmp_path):
    done = run(OLD, "--annotate", tmp_path / "sua.xlsx")

    assert done.exit_code == 1
    assert load_workbook(tmp_path / "sua.xlsx").sheetnames[0] == "Cần sửa"


def test_marked_copies_take_neither_the_place_of_each_other_nor_of_a_file(run, wrong, tmp_path):
    again = tmp_path / "xã khác" / wrong.name
    again.parent.mkdir()
    again.write_bytes(wrong.read_bytes())
    marked = tmp_path / "sai-can-sua.xlsx"
    marked.write_bytes(wrong.read_bytes())
    before = marked.read_bytes()
    done = run(wrong, again, marked, "--annotate", tmp_path, "--json")

    written = [one["annotated"] for one in json.loads(done.stdout)]
    assert written == [str(tmp_path / f"sai-can-sua ({number}).xlsx") for number in (2, 3, 4)]
    assert marked.read_bytes() == before


def test_a_file_named_twice_is_marked_once(run, wrong, tmp_path):
    done = run(wrong, wrong, "--annotate", tmp_path / "sua", "--json")

    written = {one["annotated"] for one in json.loads(done.stdout)}
    assert written == {str(tmp_path / "sua" / "sai-can-sua.xlsx")}
