"""``cchc explanation`` as operators type it."""

import pytest
from typer.testing import CliRunner

from deployments.cli.app import app
from models.domain.campaign import Form
from models.domain.criteria.parts import appraised_by
from models.domain.messages.bulk_confirmation import ConfirmationNeeded
from models.domain.messages.purposes import Purpose
from models.domain.stages import StageName
from tasks.explanations.operator_actions import ask_as_operator
from tests.support.house import CAMPAIGN, COMMUNES, officials

FIRST, SECOND, _ = COMMUNES
ASK = ("explanation", "ask", CAMPAIGN, "--until", "2021-11-19", "--by", "operator-1")
LIST = ("explanation", "list", CAMPAIGN)


@pytest.fixture
def house(assessed, move_into):
    """One commune has lost the points of one item."""
    house = move_into(assessed)
    house.start(StageName.APPRAISAL)
    house.collect()
    house.at("2021-11-11 15:00")
    items = appraised_by(house.workspace.sets[Form.COMMUNE], "noi-vu")
    declared = house.world.declared[FIRST]
    lost = next(i.code for i in items if i.code in declared and declared[i.code].worth)
    content = officials.filled_appraisal(house.workspace, "noi-vu", {(FIRST, lost): 0})
    house.drop("noi-vu", "phieu-tham-dinh.xlsx", content)
    house.collect()
    return house


def cchc(*arguments):
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*arguments):
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    return str(done.exception)


@pytest.mark.usefixtures("house")
def test_a_limit_that_was_mistyped_does_not_hold_up_the_council():
    far = [word.replace("2021-11", "2031-11") for word in ASK]
    assert "quá 30 ngày" in refused(*far)
    assert "chưa đề nghị 1 nội dung" in cchc(*LIST)


@pytest.mark.usefixtures("house")
def test_a_commune_without_anybody_is_named():
    by = ("--by", "operator-1", "--reason", "nghỉ việc")
    for person in (f"{FIRST}.officer", f"{FIRST}.head"):
        cchc("contacts", "leave", CAMPAIGN, person, *by)
    assert "chưa có người liên hệ" in refused(*ASK)


@pytest.mark.usefixtures("house")
def test_letters_are_looked_at_before_anybody_is_asked():
    seen = []

    def many(letters):
        seen.extend(letter.purpose for letter in letters)
        raise ConfirmationNeeded("nhiều tin")

    with pytest.raises(ConfirmationNeeded):
        ask_as_operator(CAMPAIGN, "", "2021-11-19", "operator-1", many)
    assert seen == [Purpose.EXPLANATION_ASKED]
    assert "chưa đề nghị 1 nội dung" in cchc(*LIST)


@pytest.mark.usefixtures("house")
def test_who_lost_points_is_listed_asked_once_and_listed_as_asked():
    assert "1 nội dung bị giảm điểm; chưa đề nghị 1 nội dung" in cchc(*LIST)
    assert "[chưa đề nghị giải trình]" in cchc(*LIST, FIRST)
    assert "Đã đề nghị giải trình: Thị trấn Hương Khê." in cchc(*ASK)
    assert "không gửi gì" in cchc(*ASK, FIRST)
    assert "[đã đề nghị giải trình]" in cchc(*LIST, FIRST)
    assert "0 nội dung bị giảm điểm" in cchc(*LIST, SECOND)
