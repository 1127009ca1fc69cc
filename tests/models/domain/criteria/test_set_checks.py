from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from models.domain.criteria.criteria_set import (
    Choice,
    Count,
    Cut,
    FreePoints,
    Option,
    PercentReduction,
    Satisfaction,
    ScoreSource,
    Split,
    Step,
    Steps,
    YesNo,
)
from models.domain.criteria.set_checks import check_criteria_set
from models.domain.criteria.set_checks import set_problems as problems_of
from models.domain.errors import ConfigurationError
from tests.support.criteria_sets import every_rule_set, leaf, set_of
from tests.support.properties import PROPERTY, whole_sets


def steps(*pairs, unit="%"):
    return Steps(
        unit=unit,
        steps=tuple(Step(at_least=Decimal(at), points=Decimal(points)) for at, points in pairs),
    )


def choice(*pairs):
    return Choice(options=tuple(Option(label=name, points=Decimal(p)) for name, p in pairs))


def cuts(*pairs):
    return PercentReduction(cuts=tuple(Cut(label=name, percent=Decimal(p)) for name, p in pairs))


def problems(criteria_set):
    return tuple(problem.in_words() for problem in problems_of(criteria_set))


def with_area(criteria_set, **changes):
    area = criteria_set.areas[0].model_copy(update=changes)
    return criteria_set.model_copy(update={"areas": (area, *criteria_set.areas[1:])})


def test_a_whole_set_passes():
    check_criteria_set(every_rule_set())


@PROPERTY
@given(whole_sets())
def test_every_whole_set_passes(criteria_set):
    assert problems(criteria_set) == ()


def test_all_problems_are_told_at_once_with_their_codes():
    criteria_set = set_of(
        leaf("1.1.1", FreePoints(step=Decimal("0.3"))),
        leaf("1.1.1", Count(unit_points=Decimal(2))),
    )
    with pytest.raises(ConfigurationError) as refusal:
        check_criteria_set(criteria_set)
    assert refusal.value.subject == "bo-thu"
    assert refusal.value.message.splitlines() == [
        "Bộ tiêu chí bo-thu có 3 lỗi, đề nghị sửa:",
        "- 1.1.1: mã bị trùng 2 lần",
        "- 1.1.1: điểm tối đa 1 không chia hết cho bước điểm 0,3",
        "- 1.1.1: mỗi nội dung được 2 điểm, vượt điểm tối đa 1",
    ]


@pytest.mark.parametrize(
    ("items", "problem"),
    [
        (("1.1.2", "1.1.1"), "1.1.1: mã đứng sai thứ tự, sau 1.1.2"),
        (("1.2.1", "1.1.1"), "1.1: mã đứng sai thứ tự, sau 1.2"),
        (("2.1.1", "1.1.1"), "1: mã đứng sai thứ tự, sau 2"),
        (("1.1.1", "1.1.1"), "1.1.1: mã bị trùng 2 lần"),
        (("1.1.1", "1.2.1", "1.1.2"), "1.1: mã bị trùng 2 lần"),
    ],
)
def test_codes_are_unique_and_in_order_at_every_level(items, problem):
    assert problem in problems(set_of(*map(leaf, items)))


def test_a_repeated_code_is_not_also_told_as_out_of_order():
    found = problems(set_of(*map(leaf, ("1.1.1", "2.1.1", "1.1.2"))))
    assert found == ("1: mã bị trùng 2 lần",)


def test_codes_are_ordered_as_numbers():
    assert problems(set_of(*(leaf(f"1.1.{n}") for n in range(1, 12)))) == ()


def test_codes_of_children_start_with_the_parents_code():
    criteria_set = with_area(set_of(leaf("1.1.1")), code="2")
    assert problems(criteria_set) == ("1.1: mã phải bắt đầu bằng “2.”",)
    criterion = set_of(leaf("1.1.1")).areas[0].criteria[0]
    criteria_set = with_area(
        set_of(leaf("1.1.1")), criteria=(criterion.model_copy(update={"code": "1.10"}),)
    )
    assert problems(criteria_set) == ("1.1.1: mã phải bắt đầu bằng “1.10.”",)


def test_maxima_add_up_at_every_level():
    criteria_set = with_area(set_of(leaf("1.1.1"), leaf("1.2.1")), max_points=Decimal("2.5"))
    assert problems(criteria_set) == ("1: các mục con cộng lại được 2 điểm, khác số ghi 2,5 điểm",)
    criterion = set_of(leaf("1.1.1")).areas[0].criteria[0]
    wrong = criterion.model_copy(update={"max_points": Decimal(2)})
    criteria_set = with_area(set_of(leaf("1.1.1")), criteria=(wrong,), max_points=Decimal(2))
    assert problems(criteria_set) == ("1.1: các mục con cộng lại được 1 điểm, khác số ghi 2 điểm",)


def test_maxima_add_up_to_the_stated_split():
    criteria_set = set_of(leaf("1.1.1", YesNo(), "70"), leaf("1.1.2", Satisfaction(), "30"))
    swapped = criteria_set.model_copy(
        update={"split": Split(scored=Decimal(80), survey=Decimal(20))}
    )
    assert problems(swapped) == (
        "phần chấm điểm: các mục con cộng lại được 70 điểm, khác số ghi 80 điểm",
        "phần khảo sát: các mục con cộng lại được 30 điểm, khác số ghi 20 điểm",
    )


UNCHOOSABLE = "không bao giờ chọn được; đề nghị đặt tên khác, hoặc bỏ mức này và ghi optional: true"


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (steps((80, 1), (80, 2)), "các ngưỡng phải tăng dần, không lặp"),
        (steps((90, 1), (80, 2)), "các ngưỡng phải tăng dần, không lặp"),
        (steps((80, 1), (90, 0), (95, 2)), "điểm của ngưỡng cao không được thấp hơn ngưỡng dưới"),
        (steps((80, 1), (90, 1)), "ngưỡng cuối phải được điểm tối đa"),
        (steps((80, 1), (110, 2)), "các ngưỡng phải không âm; tỷ lệ % không quá 100"),
        (steps((-1, 1), (10, 2), unit="ngày"), "các ngưỡng phải không âm; tỷ lệ % không quá 100"),
        (Count(unit_points=Decimal("2.01")), "mỗi nội dung được 2,01 điểm, vượt điểm tối đa 2"),
        (choice(("Tốt", 1), ("Khá", 0)), "mức cao nhất được 1 điểm, phải bằng điểm tối đa"),
        (choice(("Tốt", 3), ("Khá", 2)), "mức cao nhất được 3 điểm, phải bằng điểm tối đa"),
        (choice(("Tốt", 2), (" tốt", 0)), "mức “tốt” bị lặp 2 lần"),
        (choice(("Tốt", 2), (" không  áp dụng", 0)), f"mức “Không áp dụng” {UNCHOOSABLE}"),
        (cuts(("Không vi phạm", 0), ("Không áp dụng", 9)), f"mức “Không áp dụng” {UNCHOOSABLE}"),
        (cuts(("Nhẹ", 50), ("Nặng", 100)), "phải có một mức không trừ điểm (0 %)"),
        (cuts(("Nhẹ", 0), ("NHẸ", 50)), "mức “nhẹ” bị lặp 2 lần"),
        (FreePoints(step=Decimal("0.3")), "điểm tối đa 2 không chia hết cho bước điểm 0,3"),
    ],
)
def test_a_rule_fits_its_maximum(rule, problem):
    assert problems(set_of(leaf("1.1.1", rule, "2"))) == (f"1.1.1: {problem}",)


def test_a_step_rule_on_a_count_may_go_past_100():
    assert problems(set_of(leaf("1.1.1", steps((50, 1), (500, 2), unit="hồ sơ"), "2"))) == ()


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (
            leaf("1.1.1", YesNo(), source=ScoreSource.SURVEY),
            "tiêu chí khảo sát phải dùng quy tắc “satisfaction”",
        ),
        (
            leaf("1.1.1", Satisfaction(), source=ScoreSource.SELF),
            "quy tắc “satisfaction” chỉ dùng cho tiêu chí khảo sát (source: survey)",
        ),
    ],
    ids=["survey with another rule", "satisfaction of another source"],
)
def test_survey_items_and_only_they_are_scored_by_satisfaction(item, problem):
    assert problems(set_of(item)) == (f"1.1.1: {problem}",)


def test_bonus_and_deduction_stand_outside_the_areas():
    criteria_set = set_of(leaf("1.1.1"), leaf("1.1.2", source=ScoreSource.BONUS))
    assert "1.1.2: điểm thưởng, điểm trừ phải đứng ngoài các lĩnh vực" in problems(criteria_set)


def test_nothing_else_stands_among_the_adjustments():
    criteria_set = set_of(leaf("1.1.1"), adjustments=(leaf("C.1"),))
    assert problems(criteria_set) == (
        "C.1: ngoài các lĩnh vực chỉ có điểm thưởng (C) và điểm trừ (T)",
    )


def test_the_letter_of_an_adjustment_tells_its_source():
    criteria_set = set_of(
        leaf("1.1.1"), adjustments=(leaf("T.1", source=ScoreSource.BONUS),), bonus_cap="1"
    )
    assert problems(criteria_set) == ("T.1: mã phải bắt đầu bằng “C.”",)


def test_adjustments_need_a_cap():
    criteria_set = set_of(
        leaf("1.1.1"),
        adjustments=(
            leaf("C.1", source=ScoreSource.BONUS),
            leaf("T.1", source=ScoreSource.DEDUCTION),
        ),
    )
    assert problems(criteria_set) == (
        "C.1: chưa quy định mức điểm thưởng tối đa",
        "T.1: chưa quy định mức điểm trừ tối đa",
    )


def test_an_adjustment_names_the_body_that_looks_into_it():
    nobody = leaf("T.1", source=ScoreSource.DEDUCTION).model_copy(update={"body": None})
    criteria_set = set_of(leaf("1.1.1"), adjustments=(nobody,), deduction_cap="1")
    assert problems(criteria_set) == (
        "T.1: chưa ghi cơ quan xem xét điểm thưởng, điểm trừ này (body)",
    )


def test_a_bonus_stands_before_a_deduction_and_codes_are_not_shared():
    bonus, deduction = (
        leaf("C.1", source=ScoreSource.BONUS),
        leaf("T.1", source=ScoreSource.DEDUCTION),
    )
    swapped = set_of(
        leaf("1.1.1"), adjustments=(deduction, bonus, bonus), bonus_cap="1", deduction_cap="1"
    )
    assert problems(swapped) == (
        "C.1: mã bị trùng 2 lần",
        "C.1: mã đứng sai thứ tự, sau T.1",
    )


def test_every_problem_says_where_it_stands():
    criterion = set_of(leaf("2.1.2"), leaf("2.1.1"), leaf("2.1.1")).areas[0]
    whole = set_of(
        leaf("1.1.1"), adjustments=(leaf("C.1", source=ScoreSource.BONUS),), bonus_cap="0"
    )
    criteria_set = whole.model_copy(update={"areas": (*whole.areas, criterion)})
    assert [(problem.code, problem.at) for problem in problems_of(criteria_set)] == [
        ("phần chấm điểm", ("split", "scored")),
        ("2.1.1", ("areas", 1, "criteria", 0, "items", 2)),
        ("2.1.1", ("areas", 1, "criteria", 0, "items", 1)),
        ("C.1", ("adjustments", 0)),
    ]


def test_the_row_of_a_problem_stands_before_its_code():
    criteria_set = with_area(set_of(leaf("1.1.1")), max_points=Decimal(2))
    with pytest.raises(ConfigurationError, match=r"- dòng areas/0: 1: các mục con cộng lại"):
        check_criteria_set(criteria_set, lambda at: f"dòng {'/'.join(map(str, at))}")


def test_adjustments_are_in_order_and_their_rules_fit():
    bad = FreePoints(step=Decimal("0.3"))
    criteria_set = set_of(
        leaf("1.1.1"),
        adjustments=(
            leaf("C.2", bad, "1", ScoreSource.BONUS),
            leaf("C.1", source=ScoreSource.BONUS),
        ),
        bonus_cap="1",
    )
    assert problems(criteria_set) == (
        "C.1: mã đứng sai thứ tự, sau C.2",
        "C.2: điểm tối đa 1 không chia hết cho bước điểm 0,3",
    )


@pytest.mark.parametrize(
    ("end", "wrong"), [(date(2021, 10, 11), False), (date(2021, 10, 10), True)]
)
def test_a_set_does_not_end_before_it_begins(end, wrong):
    criteria_set = set_of(leaf("1.1.1")).model_copy(update={"effective_to": end})
    expected = ("bo-thu: ngày hết hiệu lực 10/10/2021 trước ngày 11/10/2021",) if wrong else ()
    assert problems(criteria_set) == expected
