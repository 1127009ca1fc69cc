"""What sends to many at once is confirmed first, by command and by form."""

from datetime import date

import pytest
from typer.testing import CliRunner

from deployments.cli.app import app
from flows.operators import extending
from models.domain.messages.purposes import Purpose
from tests.support.house import CAMPAIGN, COMMUNES, House, build, living_in, small_campaign

ALL = ("round", "extend", CAMPAIGN, "--all", "--until", "2021-11-12", "--by", "operator-1")
WHY = ("--reason", "Mưa lũ")


@pytest.fixture
def house(tmp_path):
    """An office that asks above two messages, where a mail costs 1,000 đồng."""
    campaign = small_campaign()
    careful = {"confirm_above": 2, "prices": {"email": 1000}}
    policy = campaign.reminders.model_copy(update=careful)
    build(tmp_path / "home", campaign=campaign.model_copy(update={"reminders": policy}))
    with living_in(tmp_path / "home") as house:
        house.at("2021-11-04 15:00")
        yield house


def cchc(*arguments, answer=None):
    return CliRunner().invoke(app, arguments, input=answer, catch_exceptions=False)


def told(house: House):
    return len(house.messages(Purpose.ROUND_EXTENDED))


def test_a_command_names_number_channel_and_cost_and_asks(house):
    done = cchc(*ALL, *WHY, answer="n\n")
    assert done.exit_code == 1
    assert "3 tin cùng lúc (Thư điện tử 3), chi phí 3.000 đồng" in done.output
    assert told(house) == 0

    assert cchc(*ALL, *WHY, answer="y\n").exit_code == 0
    assert told(house) == len(COMMUNES)


def test_nobody_is_asked_who_can_not_answer_so_nothing_is_sent(house):
    assert cchc(*ALL, *WHY).exit_code == 1
    assert told(house) == 0


def test_a_command_that_is_confirmed_beforehand_does_not_ask(house):
    done = cchc(*ALL, *WHY, "--yes")
    assert done.exit_code == 0
    assert "Tiếp tục?" not in done.output
    assert told(house) == len(COMMUNES)


def test_one_unit_is_no_matter_for_a_question(house):
    one = [COMMUNES[0] if each == "--all" else each for each in ALL]
    assert "Tiếp tục?" not in cchc(*one, *WHY).output
    assert told(house) == 1


def test_a_form_wants_its_box_ticked(house):
    values = ("Bảng tự chấm cấp xã", date(2021, 11, 12), "Mưa lũ", "operator-1")
    assert "3 tin cùng lúc" in extending.fn(CAMPAIGN, *values).message
    assert told(house) == 0
    assert extending.fn(CAMPAIGN, *values, confirmed=True) is None
    assert told(house) == len(COMMUNES)
