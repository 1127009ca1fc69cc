"""What operators may change about a round, and the sentence when they may not."""

from datetime import UTC, date, datetime, time

import pytest

from models.domain.campaign import Form
from models.domain.collection import round_changes as changes
from models.domain.collection.submission import fold_events
from models.domain.collection.submission_events import RoundExtended, RoundLocked, UnitUnlocked
from models.domain.deadlines import HANOI, Limit, LimitKind
from models.domain.errors import NotFound, RuleViolation
from models.domain.stages import StageName
from models.domain.units import Position

NOW = datetime(2021, 11, 6, 9, tzinfo=HANOI)


def until(day, hour=None):
    return Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, day), hour=hour)


LIMIT = until(5)
LOCKED = RoundLocked(at=NOW)
EXTENDED = RoundExtended(at=NOW, until=until(12), by="operator-1", reason="Mưa lũ")
UNLOCKED = UnitUnlocked(at=NOW, until=until(14), by="operator-1", reason="Bổ sung")


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("2021-11-12", until(12)),
        (" 12/11/2021 ", until(12)),
        ("2021-11-12 17:00", until(12, time(17))),
        ("2021-11-12T7:05", until(12, time(7, 5))),
        ("12/11/2021  17h00", until(12, time(17))),
        ("12/11/2021 17g00", until(12, time(17))),
    ],
)
def test_an_end_is_read_as_people_type_it(typed, end):
    assert changes.until_of(typed) == end


@pytest.mark.parametrize(
    "typed", ["", "mai", "2021-02-30", "31/02/2021", "2021-11-12 25:00", "12/11/21", "17:00"]
)
def test_an_end_that_is_no_moment_says_how_to_type_one(typed):
    with pytest.raises(RuleViolation, match="Đề nghị ghi ngày dạng 2021-11-12"):
        changes.until_of(typed)


def test_only_operators_of_the_campaign_change_rounds(campaign):
    operator = campaign.contacts[0].model_copy(
        update={"id": "van-hanh", "position": Position.OPERATOR}
    )
    staffed = campaign.model_copy(update={"contacts": (*campaign.contacts, operator)})

    changes.check_operator(staffed, "van-hanh")
    for stranger in ("chu-tich", "can-bo-1", ""):
        with pytest.raises(RuleViolation, match="van-hanh"):
            changes.check_operator(staffed, stranger)


def test_a_reason_is_trimmed_and_must_not_be_empty():
    assert changes.check_words("  Mưa lũ\n", "lý do") == "Mưa lũ"
    with pytest.raises(RuleViolation, match="Chưa ghi lý do"):
        changes.check_words(" \n\t", "lý do")


def test_a_unit_must_be_there_and_owe_the_form(campaign):
    commune, department = campaign.communes[0], campaign.departments[0]

    assert changes.owing_unit(campaign, Form.COMMUNE, commune.code) == commune
    with pytest.raises(RuleViolation, match="không phải nộp"):
        changes.owing_unit(campaign, Form.COMMUNE, department.code)
    with pytest.raises(NotFound, match="không có đơn vị mang mã “99999”"):
        changes.owing_unit(campaign, Form.COMMUNE, "99999")


def test_a_unit_scores_itself_by_one_form(campaign):
    assert campaign.form_of(campaign.communes[0].code) is Form.COMMUNE
    assert campaign.form_of(campaign.departments[0].code) is Form.AUTHORITY


def test_nothing_changes_once_the_scores_are_decided_on():
    changes.check_not_used(StageName.RESULTS, False)
    with pytest.raises(RuleViolation, match="đã kết thúc"):
        changes.check_not_used(StageName.RESULTS, True)


def test_an_end_must_lie_ahead_in_hanoi():
    changes.check_future(until(6), NOW)
    changes.check_future(until(5), datetime(2021, 11, 5, 16, 59, tzinfo=UTC))
    with pytest.raises(RuleViolation, match="đã qua"):
        changes.check_future(until(5), datetime(2021, 11, 5, 17, tzinfo=UTC))
    with pytest.raises(RuleViolation, match="đã qua"):
        changes.check_future(until(6, time(8, 59)), NOW)


@pytest.mark.parametrize(
    ("history", "end", "given"),
    [
        ([], until(12), False),
        ([], LIMIT, True),
        ([EXTENDED], until(12), True),
        ([EXTENDED], until(10), True),
        ([EXTENDED], until(15), False),
        ([EXTENDED, LOCKED], until(12), False),
    ],
)
def test_who_has_the_time_already_need_not_get_it_again(history, end, given):
    assert changes.is_given(LIMIT, fold_events(history), end) is given


@pytest.mark.parametrize(
    ("history", "end"), [([EXTENDED], until(11)), ([UNLOCKED], until(13)), ([], until(4))]
)
def test_an_extension_takes_no_time_away(campaign, history, end):
    with pytest.raises(RuleViolation, match="không rút ngắn"):
        changes.check_later(campaign.communes[0], LIMIT, fold_events(history), end)


@pytest.mark.parametrize("history", [[], [EXTENDED], [EXTENDED, LOCKED], [UNLOCKED]])
def test_an_extension_that_gives_time_is_allowed(campaign, history):
    changes.check_later(campaign.communes[0], LIMIT, fold_events(history), until(14))


def test_only_what_is_locked_is_unlocked(campaign):
    changes.check_locked(campaign.communes[0], closed=True)
    with pytest.raises(RuleViolation, match="chưa bị khóa"):
        changes.check_locked(campaign.communes[0], closed=False)


def test_nobody_is_locked_out_before_the_general_closing(campaign):
    unit = campaign.communes[0]
    changes.check_lockable(unit, LIMIT, NOW)
    with pytest.raises(RuleViolation, match="còn mở cho mọi đơn vị đến hết ngày 09/11/2021"):
        changes.check_lockable(unit, until(9), NOW)
    with pytest.raises(RuleViolation, match="còn mở cho mọi đơn vị nên"):
        changes.check_lockable(unit, None, NOW)
