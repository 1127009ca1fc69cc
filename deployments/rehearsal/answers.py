"""Made-up answers with the points they must give, worked out apart from the scoring code.

Everything here is whole hundredths of a point and whole hundredths of a figure, so that a mistake
of the scoring code in rounding, thresholds or caps cannot repeat itself here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from deployments.rehearsal.draws import Draws
from models.domain.criteria import criteria_set
from models.domain.criteria.criteria_set import CriteriaSet, ScoreSource, SubCriterion


@dataclass(frozen=True)
class MadeAnswer:
    """What an official types, and the hundredths of a point it is worth.

    ``typed`` is None where the official types the points themselves. ``worth`` is None for "not
    applicable".
    """

    typed: str | Decimal | None
    worth: int | None


def hundredths(points: Decimal) -> int:
    """Points as whole hundredths."""
    return int(points * 100)


def rounded(numerator: int, denominator: int) -> int:
    """Half-up division of whole numbers."""
    return (2 * numerator + denominator) // (2 * denominator)


def make_answer(draws: Draws, unit: str, skill: int, item: SubCriterion) -> MadeAnswer:
    """An answer of a unit of ``skill`` (0 to 100: how often it does well)."""
    key = (unit, item.code)
    if item.optional and draws.chance(8, "not applicable", *key):
        return MadeAnswer("Không áp dụng", None)
    return _BY_RULE[type(item.rule)](draws, skill, item, key)


DrawKey = tuple[str, str]


def _yes_no(draws: Draws, skill: int, item: SubCriterion, key: DrawKey) -> MadeAnswer:
    done = draws.chance(skill, "done", *key)
    return MadeAnswer("Có" if done else "Không", hundredths(item.max_points) if done else 0)


def _steps(draws: Draws, skill: int, item: SubCriterion, key: DrawKey) -> MadeAnswer:
    rule = item.rule
    assert isinstance(rule, criteria_set.Steps)
    top = max(hundredths(each.at_least) for each in rule.steps)
    low = top // 2 if draws.chance(skill, "low", *key) else 0
    figure = draws.between(low, top, "figure", *key)
    if draws.chance(skill, "top", *key):
        figure = top
    if all(hundredths(each.at_least) % 100 == 0 for each in rule.steps):
        figure -= figure % 100
    reached = [hundredths(s.points) for s in rule.steps if figure >= hundredths(s.at_least)]
    return MadeAnswer(_figure(figure), max(reached, default=0))


def _ratio(draws: Draws, skill: int, item: SubCriterion, key: DrawKey) -> MadeAnswer:
    rule = item.rule
    assert isinstance(rule, criteria_set.Ratio)
    percent = draws.between(skill * 60, 10_000, "percent", *key)
    floor = hundredths(rule.floor) if rule.floor is not None else 0
    worth = rounded(hundredths(item.max_points) * percent, 10_000) if percent >= floor else 0
    return MadeAnswer(_figure(percent), worth)


def _count(draws: Draws, skill: int, item: SubCriterion, key: DrawKey) -> MadeAnswer:
    rule = item.rule
    assert isinstance(rule, criteria_set.Count)
    maximum, each = hundredths(item.max_points), hundredths(rule.unit_points)
    number = draws.between(skill * (maximum // each) // 110, maximum // each + 1, "count", *key)
    return MadeAnswer(Decimal(number), min(maximum, number * each))


def _choice(draws: Draws, skill: int, item: SubCriterion, key: DrawKey) -> MadeAnswer:
    rule = item.rule
    assert isinstance(rule, criteria_set.Choice)
    options = sorted(rule.options, key=lambda option: -option.points)
    chosen = options[0] if draws.chance(skill, "best", *key) else draws.one_of(options, *key)
    return MadeAnswer(chosen.label, hundredths(chosen.points))


def _reduction(draws: Draws, skill: int, item: SubCriterion, key: DrawKey) -> MadeAnswer:
    rule = item.rule
    assert isinstance(rule, criteria_set.PercentReduction)
    cuts = sorted(rule.cuts, key=lambda cut: cut.percent)
    chosen = cuts[0] if draws.chance(skill, "clean", *key) else draws.one_of(cuts, *key)
    kept = 10_000 - hundredths(chosen.percent)
    return MadeAnswer(chosen.label, rounded(hundredths(item.max_points) * kept, 10_000))


def _free(draws: Draws, skill: int, item: SubCriterion, key: DrawKey) -> MadeAnswer:
    rule = item.rule
    assert isinstance(rule, criteria_set.FreePoints)
    step = hundredths(rule.step)
    most = hundredths(item.max_points) // step
    return MadeAnswer(None, step * draws.between(skill * most // 120, most, "free", *key))


_BY_RULE = {
    criteria_set.YesNo: _yes_no,
    criteria_set.Steps: _steps,
    criteria_set.Ratio: _ratio,
    criteria_set.Count: _count,
    criteria_set.Choice: _choice,
    criteria_set.PercentReduction: _reduction,
    criteria_set.FreePoints: _free,
}


def _figure(value: int) -> Decimal:
    return (Decimal(value) / 100).normalize() + 0


STEP = 25
"""Departments award quarters of a point."""

Given = dict[str, int]


def draw_adjustments(
    draws: Draws, criteria_set: CriteriaSet, units: Sequence[str]
) -> dict[str, Given]:
    """What departments add and take off, by unit and code: for about one unit in eight each item.

    One unit is given all of every bonus and another all of every deduction, so that both caps bind.
    """
    given = {unit: _some(draws, criteria_set, unit) for unit in units}
    by_lot = sorted(units, key=lambda unit: draws.below(10**9, "adjusted most", unit))
    for unit, source in zip(by_lot, (ScoreSource.BONUS, ScoreSource.DEDUCTION), strict=False):
        given[unit] |= {
            item.code: hundredths(item.max_points)
            for item in criteria_set.adjustments
            if item.source is source
        }
    return given


def _some(draws: Draws, criteria_set: CriteriaSet, unit: str) -> Given:
    return {
        item.code: STEP
        * draws.between(1, hundredths(item.max_points) // STEP, "adjust", unit, item.code)
        for item in criteria_set.adjustments
        if draws.chance(12, "adjusted", unit, item.code)
    }


def expected_adjustments(criteria_set: CriteriaSet, given: Mapping[str, int]) -> tuple[int, int]:
    """Bonus and deduction of a unit in hundredths, each no more than its cap, by hand.

    The letter of a code (C, T) says which it is, as on the printed annex.
    """
    added = sum(worth for code, worth in given.items() if code.startswith("C."))
    taken = sum(worth for code, worth in given.items() if code.startswith("T."))
    return (
        min(added, hundredths(criteria_set.bonus_cap)),
        min(taken, hundredths(criteria_set.deduction_cap)),
    )
