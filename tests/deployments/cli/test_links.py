"""Operators look at, renew and revoke the links of a unit."""

import pytest
from typer.testing import CliRunner

from deployments.cli.app import app
from models.domain.messages.purposes import Purpose
from tests.support.house import CAMPAIGN, COMMUNES

UNIT = COMMUNES[0]
PAGE = "https://cchc.example"


@pytest.fixture
def house(asked, move_into, monkeypatch):
    monkeypatch.setenv("CCHC_PORTAL_URL", PAGE)
    return move_into(asked)


def link(*words, exit_code=0):
    done = CliRunner().invoke(app, ["link", *words])
    assert done.exit_code == exit_code, done.output
    return done.output


def test_a_unit_without_a_link_is_told_of(house):
    assert "chưa có liên kết nào" in link("show", CAMPAIGN, UNIT)


def test_a_new_link_goes_by_mail_and_is_shown_with_its_state(house):
    assert "Đã xếp thư" in link("new", CAMPAIGN, UNIT)

    [mail] = house.messages(Purpose.LINK_SENT)
    assert mail.params["portal"].startswith(f"{PAGE}/l/")
    assert mail.unit == UNIT
    shown = link("show", CAMPAIGN, UNIT)
    assert "chưa mở" in shown
    assert PAGE not in shown


def test_a_link_is_printed_instead_when_asked(house):
    assert f"{PAGE}/l/" in link("new", CAMPAIGN, UNIT, "--print")
    assert house.messages(Purpose.LINK_SENT) == []


def test_a_department_has_a_link_for_each_of_its_forms(house):
    code = house.workspace.campaign.departments[0].code

    link("new", CAMPAIGN, code)

    assert len(house.messages(Purpose.LINK_SENT)) == 2
    link("new", CAMPAIGN, code, "--form", "appraisal")
    assert [m.params["form"] for m in house.messages(Purpose.LINK_SENT)][2:] == ["appraisal"]


def test_revoking_ends_every_link_of_the_unit_once(house):
    link("new", CAMPAIGN, UNIT)
    link("new", CAMPAIGN, UNIT)

    assert "Đã thu hồi 2 liên kết" in link("revoke", CAMPAIGN, UNIT)
    assert "Đã thu hồi 0 liên kết" in link("revoke", CAMPAIGN, UNIT)
    assert link("show", CAMPAIGN, UNIT).count("đã thu hồi") == 2


def test_a_unit_that_does_not_take_part_is_not_found(house):
    done = CliRunner().invoke(app, ["link", "show", CAMPAIGN, "99999"])

    assert "không có đơn vị" in str(done.exception)


def test_without_an_upload_page_there_is_nothing_to_send(house, monkeypatch):
    monkeypatch.setenv("CCHC_PORTAL_URL", "")
    done = CliRunner().invoke(app, ["link", "new", CAMPAIGN, UNIT])

    assert "CCHC_PORTAL_URL" in str(done.exception)
    assert house.messages(Purpose.LINK_SENT) == []
