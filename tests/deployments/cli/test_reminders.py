"""Operators see who would get what before anything is sent."""

import json
from datetime import datetime, timedelta

import pytest
from typer.testing import CliRunner

from deployments.cli.app import app
from tasks.notify.plan.calendar_page import OTHER
from tests.support.house import CAMPAIGN, COMMUNES


@pytest.fixture
def house(asked, move_into):
    return move_into(asked)


def plan(*words, exit_code=0):
    done = CliRunner().invoke(app, ["reminders", "plan", "--campaign", CAMPAIGN, *words])
    assert done.exit_code == exit_code, done.output
    return done.output


def test_json_lists_moment_person_unit_purpose_channel_and_template(house):
    lines = json.loads(plan("--from", "2021-11-05", "--to", "05/11/2021", "--json"))

    first = next(line for line in lines if line["unit"] == COMMUNES[0])
    assert set(first) == {"at", "person", "unit", "purpose", "channel", "template"}
    assert (first["purpose"], first["channel"]) == ("reminder", "email")
    assert (first["template"], first["person"]) == ("email/reminder", f"{COMMUNES[0]}.officer")
    assert datetime.fromisoformat(first["at"]).utcoffset() == timedelta(hours=7)


def test_the_text_says_day_hour_what_who_how_and_the_sum(house):
    text = plan("--from", "2021-11-08", "--to", "2021-11-08")

    assert text.startswith("08/11/2021\n")
    assert "Nhắc quá hạn: " in text
    assert "Đề nghị chỉ đạo: " in text
    assert "(Thư điện tử)" in text
    assert "chi phí 0 đồng." in text


def test_looking_changes_nothing(house):
    before = len(house.messages())
    plan()
    assert len(house.messages()) == before


def test_the_calendar_is_a_page_to_look_at(house, tmp_path):
    file = tmp_path / "lich.html"
    assert str(file) in plan("--html", str(file))
    page = file.read_text(encoding="utf-8")
    assert "Tháng 11/2021" in page
    assert "hạn nộp" in page


def test_every_kind_of_message_of_a_year_has_a_colour_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("CCHC_HOME", str(tmp_path))
    file = tmp_path / "lich.html"
    words = ["reminders", "plan", "--campaign", "ha-tinh-2026", "--html", str(file)]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert f"border-color: {OTHER}" not in file.read_text(encoding="utf-8")


def test_a_campaign_that_is_only_configured_can_be_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv("CCHC_HOME", str(tmp_path))
    done = CliRunner().invoke(app, ["reminders", "plan", "--campaign", "ha-tinh-2026", "--json"])
    purposes = {line["purpose"] for line in json.loads(done.output)}
    assert {"workbook_sent", "reminder", "late", "escalation", "chairman_list"} <= purposes
