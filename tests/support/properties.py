"""Hypothesis: the one profile of the property tests and strategies for criteria and answers."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from models.domain.criteria.answers import Answer, Awarded, Declared
from models.domain.criteria.criteria_set import (
    Choice,
    Count,
    CriteriaSet,
    Cut,
    FreePoints,
    Option,
    PercentReduction,
    Ratio,
    Rule,
    Satisfaction,
    ScoreSource,
    Step,
    Steps,
    SubCriterion,
    YesNo,
)
from tests.support.criteria_sets import leaf, set_of
from tests.support.profile import examples

PROPERTY = settings(derandomize=True, database=None, deadline=None, max_examples=examples(60))
"""Decorator of every property test: the same examples each time, no clock, nothing on disk."""

Ordered = tuple[Answer, Answer]
"""A worse and a better (or equal) answer."""


def hundredths(low: int, high: int) -> st.SearchStrategy[Decimal]:
    """Decimals with two places from low/100 to high/100."""
    return st.integers(low, high).map(lambda n: Decimal(n).scaleb(-2))


percents = hundredths(0, 10_000)


@st.composite
def rules_worth(draw: st.DrawFn, cents: int) -> Rule:
    """Any rule for a self-scored item whose maximum is ``cents`` hundredths of a point."""
    return draw(draw(st.sampled_from(RULES))(cents))


def _yes_no(cents: int) -> st.SearchStrategy[Rule]:
    return st.just(YesNo())


def _shares(cents: int) -> st.SearchStrategy[list[Decimal]]:
    """Points of up to four steps, rising to the maximum."""
    below = st.lists(st.integers(0, cents), max_size=3)
    return below.map(lambda parts: [Decimal(n).scaleb(-2) for n in (*sorted(parts), cents)])


@st.composite
def _steps(draw: st.DrawFn, cents: int) -> Rule:
    shares = draw(_shares(cents))
    count = len(shares)
    ats = sorted(draw(st.lists(percents, min_size=count, max_size=count, unique=True)))
    made = (Step(at_least=at, points=p) for at, p in zip(ats, shares, strict=True))
    return Steps(steps=tuple(made))


def _ratio(cents: int) -> st.SearchStrategy[Rule]:
    return (st.none() | percents).map(lambda floor: Ratio(floor=floor))


def _count(cents: int) -> st.SearchStrategy[Rule]:
    return hundredths(1, cents).map(lambda points: Count(unit_points=points))


def _choice(cents: int) -> st.SearchStrategy[Rule]:
    def choice(shares: list[Decimal]) -> Rule:
        levels = (_option(str(points), points) for points in dict.fromkeys(shares))
        return Choice(options=(_option("không", Decimal(0)), *levels))

    return _shares(cents).map(choice)


def _reduction(cents: int) -> st.SearchStrategy[Rule]:
    def reduction(percents: list[int]) -> Rule:
        cuts = (Cut(label=f"{n}: {cut}", percent=cut) for n, cut in enumerate(percents))
        return PercentReduction(cuts=tuple(cuts))

    between = st.lists(st.integers(1, 100), max_size=3)
    return between.map(lambda cuts: reduction([0, *sorted(cuts), 100]))


def _free(cents: int) -> st.SearchStrategy[Rule]:
    divisors = [n for n in (1, 2, 4, 5, 10) if cents % n == 0]
    return st.sampled_from(divisors).map(
        lambda divisor: FreePoints(step=Decimal(cents).scaleb(-2) / divisor)
    )


RULES = (_yes_no, _steps, _ratio, _count, _choice, _reduction, _free)


def _option(label: str, points: Decimal) -> Option:
    return Option(label=label, points=points)


@st.composite
def items(draw: st.DrawFn, code: str = "1.1.1") -> SubCriterion:
    """Any self-scored sub-criterion, with a maximum of 0.01 to 20.00 points."""
    cents = draw(st.integers(1, 2000))
    return leaf(code, draw(rules_worth(cents)), str(Decimal(cents).scaleb(-2)), optional=True)


@st.composite
def criteria_sets(draw: st.DrawFn) -> CriteriaSet:
    """Any small whole set: self-scored and survey items, a bonus and a deduction with caps."""
    codes = [f"{a}.{c}.{i}" for a in (1, 2) for c in (1, 2) for i in (1, 2)]
    chosen = draw(st.lists(st.sampled_from(codes), min_size=2, unique=True).map(sorted))
    scored = [draw(items(code)) for code in chosen[:-1]]
    free = FreePoints(step=Decimal("0.5"))
    return set_of(
        *scored,
        leaf(chosen[-1], Satisfaction(), str(draw(hundredths(1, 2000)))),
        adjustments=(
            leaf("C.1", free, "3", ScoreSource.BONUS),
            leaf("T.1", free, "3", ScoreSource.DEDUCTION),
        ),
        bonus_cap=str(draw(hundredths(1, 300))),
        deduction_cap=str(draw(hundredths(1, 300))),
    )


@cache
def sets_made() -> tuple[CriteriaSet, ...]:
    """The sets that ``criteria_sets`` makes, built once: pydantic takes its time over each."""
    sets: list[CriteriaSet] = []

    @settings(PROPERTY, max_examples=60, phases=[Phase.explicit, Phase.generate])
    @given(criteria_sets())
    def keep(criteria_set: CriteriaSet) -> None:
        sets.append(criteria_set)

    keep()
    return tuple(sets)


@cache
def whole_sets() -> st.SearchStrategy[CriteriaSet]:
    """Any of the sets that all property tests share."""
    return st.sampled_from(sets_made())


@cache
def ordered_answers(item: SubCriterion) -> st.SearchStrategy[Ordered]:
    """Two answers that ``item`` takes, the first no better than the second."""
    cents, ladder = int(item.max_points * 100), _ladder(item)
    awarded = _pairs(cents).map(lambda two: tuple(Awarded(points=Decimal(n) / 100) for n in two))
    declared = _pairs(len(ladder) - 1).map(
        lambda two: tuple(Declared(value=ladder[n]) for n in two)
    )
    return awarded | declared


def _pairs(most: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Two numbers from 0 to ``most``, the smaller one first."""
    number = st.integers(0, most)
    return st.tuples(number, number).map(lambda two: tuple(sorted(two)))


@cache
def answers_to(item: SubCriterion) -> st.SearchStrategy[Answer]:
    """Any answer that ``item`` takes."""
    return ordered_answers(item).map(lambda pair: pair[0])


def _ladder(item: SubCriterion) -> list[Decimal | bool | str]:
    """Figures that the rule takes, from the worst to the best."""
    match item.rule:
        case YesNo():
            return [False, True]
        case Choice(options=options):
            return [o.label for o in sorted(options, key=lambda option: option.points)]
        case PercentReduction(cuts=cuts):
            return [c.label for c in sorted(cuts, key=lambda cut: -cut.percent)]
        case FreePoints(step=step):
            return [step * n for n in range(int(item.max_points / step) + 1)]
        case Count():
            return [Decimal(n) for n in range(40)]
        case _:
            return [Decimal(n) / 8 for n in range(801)]
