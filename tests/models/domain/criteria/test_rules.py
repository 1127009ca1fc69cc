from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.criteria.answers import Awarded, Declared, NotApplicable
from models.domain.criteria.criteria_set import (
    Count,
    FreePoints,
    Ratio,
    Satisfaction,
    Step,
    Steps,
    YesNo,
)
from models.domain.criteria.rules import points_for, points_for_survey, rule_in_words
from models.domain.errors import AnswerRefused
from tests.support.criteria_sets import DISCIPLINE, ON_TIME, PUBLICITY, leaf
from tests.support.properties import PROPERTY, items, ordered_answers, percents

DOCUMENTS = Count(unit_points=Decimal("0.5"), noun="nội quy, quy chế")
WAITING = Steps(unit="phút", steps=(Step(at_least=Decimal(0), points=Decimal(2)),))
FREE = FreePoints(step=Decimal("0.25"))

WORTH = [
    (YesNo(), "2", True, "2.00"),
    (YesNo(), "2", False, "0.00"),
    (ON_TIME, "2", "79.99", "0.00"),
    (ON_TIME, "2", "80", "0.50"),
    (ON_TIME, "2", "99.99", "1.00"),
    (ON_TIME, "2", "100", "2.00"),
    (WAITING, "2", "1500", "2.00"),
    (Ratio(), "3", "0", "0.00"),
    (Ratio(), "3", "66.67", "2.00"),
    (Ratio(), "0.5", "33", "0.17"),
    (Ratio(), "3", "100", "3.00"),
    (Ratio(floor=Decimal(80)), "3", "79.99", "0.00"),
    (Ratio(floor=Decimal(80)), "3", "80", "2.40"),
    (DOCUMENTS, "2", "0", "0.00"),
    (DOCUMENTS, "2", "3", "1.50"),
    (DOCUMENTS, "2", "9", "2.00"),
    (FREE, "2", "1.75", "1.75"),
    (FREE, "2", "2", "2.00"),
]
LABELS = [
    (PUBLICITY, "2", "Đầy đủ, kịp thời", "2.00"),
    (PUBLICITY, "2", "  chưa   ĐẦY ĐỦ ", "1.00"),
    (DISCIPLINE, "1.5", "Không vi phạm", "1.50"),
    (DISCIPLINE, "1.5", "Vi phạm nhẹ", "0.75"),
    (DISCIPLINE, "0.25", "Vi phạm nhẹ", "0.13"),
    (DISCIPLINE, "1.5", "Vi phạm nghiêm trọng", "0.00"),
]


def declared(value):
    exact = isinstance(value, str) and value.replace(".", "").replace("-", "").isdecimal()
    return Declared(value=Decimal(value) if exact else value)


@pytest.mark.parametrize(("rule", "maximum", "value", "points"), [*WORTH, *LABELS])
def test_each_rule_gives_its_points(rule, maximum, value, points):
    assert str(points_for(leaf("1.1.1", rule, maximum), declared(value))) == points


@pytest.mark.parametrize(
    ("rule", "value", "wants"),
    [
        (YesNo(), "1", "chọn “Có” hoặc “Không”"),
        (YesNo(), "có", "chọn “Có” hoặc “Không”"),
        (ON_TIME, "100.01", "tỷ lệ phần trăm từ 0 đến 100"),
        (ON_TIME, True, "tỷ lệ phần trăm từ 0 đến 100"),
        (WAITING, "-1", "số không âm (đơn vị tính: phút)"),
        (Ratio(), "-0.01", "tỷ lệ phần trăm từ 0 đến 100"),
        (Ratio(), "101", "tỷ lệ phần trăm từ 0 đến 100"),
        (Ratio(), "gần hết", "tỷ lệ phần trăm từ 0 đến 100"),
        (DOCUMENTS, "1.5", "số lượng nội quy, quy chế là số nguyên không âm"),
        (DOCUMENTS, "-1", "số lượng nội quy, quy chế là số nguyên không âm"),
        (PUBLICITY, "Tốt", "“Đầy đủ, kịp thời”; “Chưa đầy đủ”; “Không công khai”"),
        (PUBLICITY, "2", "chọn một trong các mức"),
        (DISCIPLINE, "Nhẹ", "“Không vi phạm”; “Vi phạm nhẹ”"),
        (FREE, "2.25", "điểm từ 0 đến 2, là bội số của 0,25"),
        (FREE, "1.1", "điểm từ 0 đến 2, là bội số của 0,25"),
        (FREE, "-0.25", "điểm từ 0 đến 2, là bội số của 0,25"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_with_what_to_put_in(rule, value, wants):
    item = leaf("1.2.3", rule, "2")
    with pytest.raises(AnswerRefused) as refusal:
        points_for(item, declared(value))
    assert refusal.value.subject == "1.2.3"
    assert refusal.value.message.startswith("Tiêu chí 1.2.3: đề nghị ")
    assert wants in refusal.value.message


def test_awarded_points_count_whatever_the_rule():
    assert points_for(leaf("1.1.1", PUBLICITY, "2"), Awarded(points=Decimal("1.3"))) == Decimal(
        "1.3"
    )


def test_the_whole_maximum_can_be_awarded():
    assert points_for(leaf("1.1.1", maximum="1.5"), Awarded(points=Decimal("1.5"))) == Decimal(
        "1.5"
    )


def test_more_than_the_maximum_cannot_be_awarded():
    with pytest.raises(AnswerRefused, match=r"điểm 1,51 vượt điểm tối đa 1,5\."):
        points_for(leaf("1.1.1", DISCIPLINE, "1.5"), Awarded(points=Decimal("1.51")))


def test_not_applicable_gives_no_points_to_an_optional_item():
    assert points_for(leaf("1.1.1", optional=True), NotApplicable()) == 0


def test_not_applicable_is_refused_of_other_items():
    with pytest.raises(AnswerRefused, match="không được chọn “Không áp dụng”"):
        points_for(leaf("1.1.1"), NotApplicable())


@pytest.mark.parametrize("answer", [Awarded(points=Decimal(1)), declared("91"), NotApplicable()])
def test_survey_items_are_never_scored_by_an_answer(answer):
    with pytest.raises(AnswerRefused, match="do khảo sát xác định, không tự chấm"):
        points_for(leaf("1.1.1", Satisfaction(), optional=True), answer)


@pytest.mark.parametrize(
    ("percent", "maximum", "points"),
    [
        ("91.17", "10", "9.12"),
        ("100", "10", "10.00"),
        ("0", "10", "0.00"),
        ("88.37", "7.5", "6.63"),
    ],
)
def test_survey_points_are_the_published_percentage_of_the_maximum(percent, maximum, points):
    item = leaf("1.1.1", Satisfaction(), maximum)
    assert str(points_for_survey(item, Decimal(percent))) == points


@pytest.mark.parametrize("percent", ["-0.01", "100.01"])
def test_a_satisfaction_outside_0_to_100_is_refused(percent):
    with pytest.raises(AnswerRefused, match="phải từ 0 đến 100"):
        points_for_survey(leaf("1.1.1", Satisfaction(), "10"), Decimal(percent))


@PROPERTY
@given(st.data())
def test_a_better_answer_never_gives_fewer_points(data):
    item = data.draw(items())
    worse, better = data.draw(ordered_answers(item))
    assert points_for(item, worse) <= points_for(item, better)


@PROPERTY
@given(st.data())
def test_points_stay_within_0_and_the_maximum_with_two_places(data):
    item = data.draw(items())
    answer, _ = data.draw(ordered_answers(item))
    points = points_for(item, answer)
    assert 0 <= points <= item.max_points
    assert points.as_tuple().exponent == -2


@PROPERTY
@given(percents, percents, st.integers(1, 2000))
def test_more_satisfaction_never_gives_fewer_points(one, other, cents):
    item = leaf("1.1.1", Satisfaction(), str(Decimal(cents).scaleb(-2)))
    low, high = sorted((one, other))
    assert 0 <= points_for_survey(item, low) <= points_for_survey(item, high) <= item.max_points


COUNT_STEPS = Steps(
    unit="",
    steps=(
        Step(at_least=Decimal(0), points=Decimal(0)),
        Step(at_least=Decimal(2), points=Decimal(1)),
    ),
)


@pytest.mark.parametrize(
    ("rule", "maximum", "words"),
    [
        (YesNo(), "1.5", "Có: 1,5 điểm; không: 0 điểm."),
        (
            ON_TIME,
            "2",
            "Từ 100 % trở lên: 2 điểm; từ 90 % đến dưới 100 %: 1 điểm; "
            "từ 80 % đến dưới 90 %: 0,5 điểm; dưới 80 %: 0 điểm.",
        ),
        (COUNT_STEPS, "1", "Từ 2 trở lên: 1 điểm; từ 0 đến dưới 2: 0 điểm."),
        (Ratio(), "3", "Điểm = tỷ lệ % × 3 / 100."),
        (Ratio(floor=Decimal(50)), "3", "Điểm = tỷ lệ % × 3 / 100. Dưới 50 %: 0 điểm."),
        (
            Count(unit_points=Decimal("0.5"), noun="văn bản"),
            "2",
            "Mỗi văn bản: 0,5 điểm; tối đa 2 điểm.",
        ),
        (
            PUBLICITY,
            "2",
            "Đầy đủ, kịp thời: 2 điểm; Chưa đầy đủ: 1 điểm; Không công khai: 0 điểm.",
        ),
        (
            DISCIPLINE,
            "1.5",
            "Không vi phạm: 1,5 điểm; Vi phạm nhẹ: trừ 50 % điểm, còn 0,75 điểm; "
            "Vi phạm nghiêm trọng: trừ 100 % điểm, còn 0 điểm.",
        ),
        (FreePoints(step=Decimal("0.25")), "2", "Chấm từ 0 đến 2 điểm, lẻ đến 0,25 điểm."),
        (
            Satisfaction(),
            "10",
            "Theo khảo sát: tỷ lệ hài lòng % × 10 / 100. Đơn vị không tự chấm.",
        ),
    ],
)
def test_each_rule_is_said_in_one_sentence(rule, maximum, words):
    assert rule_in_words(leaf("1.1.1", rule, maximum)).replace("\u00a0", " ") == words


def test_an_optional_item_says_what_to_choose_when_it_does_not_occur():
    words = rule_in_words(leaf("1.1.1", optional=True))

    assert words.endswith("Nếu không phát sinh, chọn “Không áp dụng”.")
