"""Hypothesis: the one profile of the property tests and strategies for criteria and answers."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from models.domain.answers import Answer, Awarded, Declared
from models.domain.criteria import (
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
    Source,
    Step,
    Steps,
    SubCriterion,
    YesNo,
)
from tests.support.criteria_sets import leaf, set_of

PROPERTY = settings(derandomize=True, database=None, deadline=None, max_examples=60)
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
    top = Decimal(cents).scaleb(-2)
    parts = sorted(draw(st.lists(st.integers(0, cents), max_size=3)))
    shares = [Decimal(part).scaleb(-2) for part in (*parts, cents)]
    cuts = sorted(draw(st.lists(st.integers(1, 100), max_size=3)))
    divisor = draw(st.sampled_from([n for n in (1, 2, 4, 5, 10) if cents % n == 0]))
    thresholds = sorted(draw(st.sets(percents, min_size=len(shares), max_size=len(shares))))
    every: tuple[Rule, ...] = (
        YesNo(),
        Steps(
            steps=tuple(
                Step(at_least=at, points=p) for at, p in zip(thresholds, shares, strict=True)
            )
        ),
        Ratio(floor=draw(st.none() | percents)),
        Count(unit_points=draw(hundredths(1, cents))),
        Choice(options=(_option("không", Decimal(0)), *map(_option, map(str, shares), shares)))
        if len(set(shares)) == len(shares)
        else YesNo(),
        PercentReduction(
            cuts=tuple(
                Cut(label=f"{n}: {cut}", percent=cut) for n, cut in enumerate((0, *cuts, 100))
            )
        ),
        FreePoints(step=top / divisor),
    )
    return draw(st.sampled_from(every))


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
            leaf("C.1", free, "3", Source.BONUS),
            leaf("T.1", free, "3", Source.DEDUCTION),
        ),
        bonus_cap=str(draw(hundredths(1, 300))),
        deduction_cap=str(draw(hundredths(1, 300))),
    )


@st.composite
def ordered_answers(draw: st.DrawFn, item: SubCriterion) -> Ordered:
    """Two answers that ``item`` takes, the first no better than the second."""
    if draw(st.booleans()):
        cents = int(item.max_points * 100)
        first, second = sorted((draw(hundredths(0, cents)), draw(hundredths(0, cents))))
        return Awarded(points=first), Awarded(points=second)
    ladder = _ladder(item)
    low, high = sorted(draw(st.integers(0, len(ladder) - 1)) for _ in range(2))
    return Declared(value=ladder[low]), Declared(value=ladder[high])


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
