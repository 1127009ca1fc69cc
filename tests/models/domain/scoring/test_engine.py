from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from models.domain.criteria.answers import Awarded, Declared, NotApplicable
from models.domain.criteria.criteria_set import FreePoints, Ratio, Satisfaction, ScoreSource, YesNo
from models.domain.errors import AnswerRefused
from models.domain.scoring.engine import score, self_points
from models.domain.scoring.score_tree import ScoreTree, percent_of, share_of
from tests.support.criteria_sets import every_rule_set, leaf, set_of
from tests.support.properties import PROPERTY, answers_to, ordered_answers, percents, whole_sets

SETS = whole_sets()
UNIT = "18496"
ANSWERS = {
    "1.1.1": Declared(value=True),
    "1.1.2": Declared(value=Decimal("92.5")),
    "1.2.1": Declared(value=Decimal("66.67")),
    "1.2.2": Declared(value=Decimal(3)),
    "2.1.1": Declared(value="Chưa đầy đủ"),
    "2.1.2": Declared(value="Vi phạm nhẹ"),
    "2.1.3": Declared(value=Decimal("1.75")),
    "C.1": Awarded(points=Decimal("0.5")),
    "T.1": Awarded(points=Decimal(1)),
}
SURVEY = {"2.2.1": Decimal("91.17")}


def tree_of(answers, survey=None, unit=UNIT):
    return score(every_rule_set(), unit, answers, survey or {})


def test_a_score_card_can_be_added_up_by_hand():
    tree = tree_of(ANSWERS, SURVEY)
    assert [str(leaf.points) for leaf in tree.leaves()] == [
        "1.00", "1.00", "2.00", "1.50", "1.00", "0.75", "1.75", "9.12",
    ]  # fmt: skip
    assert [str(area.points) for area in tree.areas] == ["5.50", "12.62"]
    assert (str(tree.bonus), str(tree.deduction)) == ("0.50", "1.00")
    assert str(tree.points) == "17.62"
    assert str(tree.maximum) == "23.50"
    assert tree.index == Fraction(1762, 2350)
    assert tree.index_percent == Decimal("74.98")


def test_the_card_names_unit_set_and_version():
    tree = tree_of({})
    assert (tree.unit, tree.criteria_set, tree.version) == (UNIT, "bo-thu", 1)


def test_a_missing_answer_gives_0_and_stays_in_the_divisor():
    tree = tree_of({})
    assert tree.points == 0
    assert tree.maximum == Decimal("23.5")
    assert all(leaf.applicable for leaf in tree.leaves())


def test_not_applicable_reduces_the_divisor():
    tree = tree_of({**ANSWERS, "1.2.1": NotApplicable()})
    assert tree.maximum == Decimal("20.5")
    assert tree.areas[0].criteria[1].maximum == Decimal(2)
    assert [leaf.code for leaf in tree.leaves() if not leaf.applicable] == ["1.2.1"]


def test_an_excused_item_leaves_the_divisor_whatever_was_answered():
    tree = tree_of(ANSWERS, unit="18500")
    excused = next(leaf for leaf in tree.leaves() if leaf.code == "2.1.2")
    assert (excused.points, excused.maximum, excused.applicable) == (0, 0, False)
    assert tree.maximum == Decimal(22)
    assert self_points(every_rule_set(), "18500", ANSWERS) == tree.points_from(ScoreSource.SELF)


def test_a_unit_to_which_nothing_applies_has_index_0():
    criteria_set = set_of(leaf("1.1.1", optional=True))
    tree = score(criteria_set, UNIT, {"1.1.1": NotApplicable()}, {})
    assert tree.index == tree.areas[0].index == 0
    assert tree.index_percent == 0


def test_bonus_and_deduction_are_capped():
    given_ = {"C.1": Awarded(points=Decimal(2)), "C.2": Declared(value=True)}
    tree = tree_of({**ANSWERS, **given_, "T.1": Awarded(points=Decimal(5))})
    assert (tree.bonus, tree.deduction) == (3, 4)
    assert [leaf.points for leaf in tree.adjustments] == [2, 2, 5]


def test_the_total_is_never_below_0():
    assert tree_of({"T.1": Awarded(points=Decimal(4))}).points == 0


def test_the_total_is_never_above_the_maximum():
    criteria_set = set_of(
        leaf("1.1.1", YesNo(), "2"),
        adjustments=(leaf("C.1", FreePoints(step=Decimal(1)), "1", ScoreSource.BONUS),),
        bonus_cap="1",
    )
    answers = {"1.1.1": Declared(value=True), "C.1": Declared(value=Decimal(1))}
    tree = score(criteria_set, UNIT, answers, {})
    assert (tree.points, tree.index_percent) == (2, 100)


@pytest.mark.parametrize(
    ("sources", "points"),
    [
        ((ScoreSource.SELF,), "9.00"),
        ((ScoreSource.SURVEY,), "9.12"),
        ((ScoreSource.BONUS,), "0.50"),
        ((ScoreSource.DEDUCTION,), "-1.00"),
        (tuple(ScoreSource), "17.62"),
        ((), "0.00"),
    ],
)
def test_points_are_told_apart_by_source(sources, points):
    assert str(tree_of(ANSWERS, SURVEY).points_from(*sources)) == points


def test_an_answer_to_a_survey_item_is_refused():
    with pytest.raises(AnswerRefused, match=r"2\.2\.1 do khảo sát xác định") as refusal:
        tree_of({"2.2.1": Awarded(points=Decimal(1))})
    assert refusal.value.subject == "2.2.1"


def test_an_answer_to_a_code_that_is_not_in_the_set_is_refused():
    with pytest.raises(AnswerRefused, match=r"không có tiêu chí mã 9\.9\.9"):
        tree_of({"9.9.9": Declared(value=True)})


@pytest.mark.parametrize("code", ["9.9.9", "1.1.1"])
def test_satisfaction_belongs_to_survey_items_only(code):
    with pytest.raises(AnswerRefused, match=f"không có tiêu chí khảo sát mã {code}"):
        tree_of({}, {code: Decimal(90)})


def test_rounding_happens_at_the_leaf_and_nowhere_else():
    """Three times 0.335 is 1.005, but what is published is three times 0.34."""
    items = [leaf(f"1.1.{n}", Ratio(), "0.5") for n in (1, 2, 3)]
    answers = {item.code: Declared(value=Decimal(67)) for item in items}
    assert score(set_of(*items), UNIT, answers, {}).points == Decimal("1.02")


def test_a_score_card_survives_json():
    tree = tree_of(ANSWERS, SURVEY)
    card = TypeAdapter(ScoreTree)
    assert card.validate_json(card.dump_json(tree)) == tree


@pytest.mark.parametrize(("units", "percent"), [(9, "6.62"), (62, "45.59"), (41, "30.15")])
def test_shares_round_as_hue_published_its_136_communes_of_2021(units, percent):
    assert percent_of(Fraction(units, 136)) == Decimal(percent)


@pytest.mark.parametrize(
    ("share", "percent"),
    [(Fraction(1, 16_000), "0.01"), (Fraction(1, 20_000), "0.01"), (Fraction(1, 20_001), "0.00")],
)
def test_an_exact_half_of_the_last_place_rounds_up(share, percent):
    assert str(percent_of(share)) == percent


def test_a_share_of_nothing_is_0():
    assert share_of(Decimal(0), Decimal(0)) == 0


def test_satisfaction_of_ha_tinh_2021_gives_the_published_points():
    criteria_set = set_of(leaf("1.1.1", Satisfaction(), "10"))
    assert score(criteria_set, UNIT, {}, {"1.1.1": Decimal("91.17")}).points == Decimal("9.12")


@st.composite
def cases(draw):
    """A set, two answer sheets of which no line of the first is better, and a survey."""
    criteria_set = draw(SETS)
    worse, better, survey = {}, {}, {}
    for _, _, item in criteria_set.leaves():
        if item.source is ScoreSource.SURVEY:
            survey[item.code] = draw(percents)
        elif draw(st.booleans()):
            worse[item.code], better[item.code] = draw(ordered_answers(item))
    bonus, deduction = criteria_set.adjustments
    worse[bonus.code], better[bonus.code] = draw(ordered_answers(bonus))
    better[deduction.code], worse[deduction.code] = draw(ordered_answers(deduction))
    return criteria_set, worse, better, survey


@PROPERTY
@given(cases())
def test_better_answers_never_lower_the_total_or_the_index(case):
    criteria_set, worse, better, survey = case
    low = score(criteria_set, UNIT, worse, survey)
    high = score(criteria_set, UNIT, better, survey)
    assert low.points <= high.points
    assert low.index <= high.index
    assert low.index_percent <= high.index_percent


@PROPERTY
@given(cases())
def test_every_sum_is_the_exact_sum_of_published_points(case):
    criteria_set, answers, _, survey = case
    tree = score(criteria_set, UNIT, answers, survey)
    for area in tree.areas:
        assert area.points == sum(criterion.points for criterion in area.criteria)
        assert area.maximum == sum(criterion.maximum for criterion in area.criteria)
        for criterion in area.criteria:
            assert criterion.points == sum(leaf.points for leaf in criterion.items)
            assert criterion.maximum == sum(leaf.maximum for leaf in criterion.items)
    assert self_points(criteria_set, UNIT, answers) == tree.points_from(ScoreSource.SELF)
    before_clamp = tree.points_from(*ScoreSource)
    assert before_clamp == sum(a.points for a in tree.areas) + tree.bonus - tree.deduction
    assert tree.points == max(0, min(before_clamp, tree.maximum))


@PROPERTY
@given(cases(), st.data())
def test_points_are_bounded_at_every_level(case, data):
    criteria_set, answers, _, survey = case
    for _, _, item in criteria_set.leaves():
        if item.optional and data.draw(st.booleans()):
            answers[item.code] = data.draw(st.just(NotApplicable()) | answers_to(item))
    tree = score(criteria_set, UNIT, answers, survey)
    for level in (tree, *tree.areas, *(c for a in tree.areas for c in a.criteria), *tree.leaves()):
        assert 0 <= level.points <= level.maximum
    assert 0 <= tree.index <= 1
    assert tree.maximum <= criteria_set.scale
    assert tree.bonus <= criteria_set.bonus_cap
    assert tree.deduction <= criteria_set.deduction_cap


@PROPERTY
@given(cases())
def test_the_order_of_the_answers_does_not_matter(case):
    criteria_set, answers, _, survey = case
    backwards = dict(reversed(answers.items()))
    assert score(criteria_set, UNIT, answers, survey) == score(
        criteria_set, UNIT, backwards, survey
    )
