from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.domain.errors import ConfigurationError
from models.domain.scoring.ranking import (
    Band,
    RankedIndex,
    RankingPolicy,
    TieRule,
    band_of,
    describe_tie_rule,
    rank,
    rank_interval,
)
from tests.support.properties import PROPERTY, percents

STANDARD = RankingPolicy()
DENSE = RankingPolicy(tie=TieRule.DENSE)
BY_AREAS = RankingPolicy(tie=TieRule.TIE_BREAK, tie_break_areas=("3", "1"))
BANDS = RankingPolicy(
    bands=(
        Band(name="Tốt", at_least=Decimal(80)),
        Band(name="Xuất sắc", at_least=Decimal(90)),
        Band(name="Khá", at_least=Decimal(65)),
    )
)


def standing(unit, percent, area_1="0", area_3="0"):
    areas = {"1": Fraction(area_1), "3": Fraction(area_3)}
    return RankedIndex(unit=unit, index=Fraction(percent) / 100, areas=areas)


def ranks(standings, policy):
    return [(placed.unit, placed.rank, placed.tied) for placed in rank(standings, policy)]


FOUR = [standing("d", 70), standing("c", 80), standing("b", 90), standing("a", 80)]


def test_standard_ranks_leave_a_gap_after_a_tie():
    assert ranks(FOUR, STANDARD) == [
        ("b", 1, False),
        ("a", 2, True),
        ("c", 2, True),
        ("d", 4, False),
    ]


def test_dense_ranks_leave_no_gap():
    assert [placed.rank for placed in rank(FOUR, DENSE)] == [1, 2, 2, 3]


def test_a_tie_is_broken_by_the_listed_areas_in_order():
    tied = [
        standing("a", 80, area_1="1/2", area_3="1/3"),
        standing("b", 80, area_1="1/3", area_3="1/2"),
        standing("c", 80, area_1="2/3", area_3="1/3"),
        standing("d", 81),
    ]
    assert ranks(tied, BY_AREAS) == [
        ("d", 1, False),
        ("b", 2, False),
        ("c", 3, False),
        ("a", 4, False),
    ]


def test_a_tie_that_no_area_breaks_stays_a_tie():
    equal = [standing("a", 80), standing("b", 80), standing("c", 70)]
    assert ranks(equal, BY_AREAS) == [("a", 1, True), ("b", 1, True), ("c", 3, False)]


def test_units_are_ranked_before_the_index_is_rounded():
    """Both print as 91.80 %, and yet one is above the other."""
    close = [standing("a", "91.799"), standing("b", "91.801")]
    assert ranks(close, STANDARD) == [("b", 1, False), ("a", 2, False)]


def test_equal_shares_of_different_maxima_are_tied():
    thirds = [
        RankedIndex(
            unit="a", index=Fraction(Decimal("6.66")) / Fraction(Decimal("9.99")), areas={}
        ),
        RankedIndex(
            unit="b", index=Fraction(Decimal("20.00")) / Fraction(Decimal("30.00")), areas={}
        ),
    ]
    assert ranks(thirds, STANDARD) == [("a", 1, True), ("b", 1, True)]


def test_nobody_to_rank_is_an_empty_ranking():
    assert rank([], STANDARD) == ()


@pytest.mark.parametrize(("areas", "named"), [(("9",), "lĩnh vực 9"), ((), "lĩnh vực (trống)")])
def test_tie_break_areas_must_exist(areas, named):
    policy = RankingPolicy(tie=TieRule.TIE_BREAK, tie_break_areas=areas)
    with pytest.raises(ConfigurationError) as refusal:
        rank([standing("a", 80)], policy)
    assert named in refusal.value.message


@pytest.mark.parametrize(
    ("index", "band"),
    [("95", "Xuất sắc"), ("90", "Xuất sắc"), ("89.999", "Tốt"), ("65", "Khá"), ("64.99", None)],
)
def test_a_band_is_reached_by_the_exact_index(index, band):
    assert band_of(Fraction(index) / 100, BANDS) == band
    assert rank([standing("a", index)], BANDS)[0].band == band


def test_there_are_no_bands_by_default():
    assert rank([standing("a", 100)], STANDARD)[0].band is None


def test_a_band_starts_within_0_to_100():
    with pytest.raises(ValidationError):
        Band(name="x", at_least=Decimal(101))


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (STANDARD, "xếp cùng hạng; hạng kế tiếp tính theo số đơn vị xếp trên (1, 1, 3)."),
        (DENSE, "xếp cùng hạng; hạng kế tiếp là số liền sau (1, 1, 2)."),
        (BY_AREAS, "lần lượt theo Chỉ số lĩnh vực 3, 1; nếu vẫn bằng nhau thì xếp cùng hạng"),
    ],
)
def test_the_tie_rule_is_said_in_words(policy, words):
    assert words in describe_tie_rule(policy)


def test_without_sampling_error_the_interval_is_the_place():
    percents_ = {"a": (Decimal(90), Decimal(0)), "b": (Decimal(80), Decimal(0))}
    assert rank_interval(percents_) == {"a": (1, 1), "b": (2, 2)}


def test_units_whose_intervals_meet_cannot_be_told_apart():
    figures = {
        "a": (Decimal("92.00"), Decimal(1)),
        "b": (Decimal("88.08"), Decimal(1)),
        "c": (Decimal("84.16"), Decimal(1)),
    }
    assert rank_interval(figures) == {"a": (1, 2), "b": (1, 3), "c": (2, 3)}


def test_the_interval_is_1_96_standard_errors_to_each_side():
    just_apart = {"a": (Decimal("93.93"), Decimal(1)), "b": (Decimal(90), Decimal(1))}
    just_touching = {"a": (Decimal("93.92"), Decimal(1)), "b": (Decimal(90), Decimal(1))}
    assert rank_interval(just_apart) == {"a": (1, 1), "b": (2, 2)}
    assert rank_interval(just_touching) == {"a": (1, 2), "b": (1, 2)}


POLICIES = st.sampled_from([STANDARD, DENSE, BY_AREAS])
SHARES = st.sampled_from([Fraction(n, 6) for n in range(7)])


@st.composite
def fields(draw):
    """Standings of up to twelve units, with many ties."""
    units = draw(st.lists(st.integers(1, 99).map(str), unique=True, max_size=12))
    return [
        RankedIndex(unit=unit, index=draw(SHARES), areas={"1": draw(SHARES), "3": draw(SHARES)})
        for unit in units
    ]


@PROPERTY
@given(fields(), POLICIES, st.randoms(use_true_random=False))
def test_the_order_in_which_units_are_given_does_not_matter(field, policy, random):
    shuffled = field.copy()
    random.shuffle(shuffled)
    assert rank(shuffled, policy) == rank(field, policy)


@PROPERTY
@given(fields())
def test_a_standard_rank_is_one_more_than_the_units_above(field):
    index = {s.unit: s.index for s in field}
    for placed in rank(field, STANDARD):
        assert placed.rank == 1 + sum(other > index[placed.unit] for other in index.values())
        assert placed.tied == (list(index.values()).count(index[placed.unit]) > 1)


@PROPERTY
@given(fields())
def test_a_dense_rank_is_one_more_than_the_distinct_indexes_above(field):
    index = {s.unit: s.index for s in field}
    for placed in rank(field, DENSE):
        above = {other for other in index.values() if other > index[placed.unit]}
        assert placed.rank == 1 + len(above)


@PROPERTY
@given(fields(), POLICIES)
def test_a_lower_index_never_has_a_better_rank(field, policy):
    index = {s.unit: s.index for s in field}
    in_order = [index[placed.unit] for placed in rank(field, policy)]
    assert in_order == sorted(in_order, reverse=True)


@PROPERTY
@given(st.lists(st.tuples(percents, percents), max_size=12))
def test_the_interval_counts_the_units_surely_above_and_surely_below(figures):
    named = {str(n): figure for n, figure in enumerate(figures)}
    z = Decimal("1.96")
    for unit, (low, high) in rank_interval(named).items():
        index, error = named[unit]
        above = sum(p - z * e > index + z * error for p, e in named.values())
        below = sum(p + z * e < index - z * error for p, e in named.values())
        assert (low, high) == (1 + above, len(named) - below)
        assert low <= 1 + sum(p > index for p, _ in named.values()) <= high
