"""Made-up bonuses and deductions, and what they come to under the caps, in whole hundredths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deployments.rehearsal.answers import hundredths
from deployments.rehearsal.draws import Draws
from models.domain.criteria.criteria_set import CriteriaSet, Source

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
    for unit, source in zip(by_lot, (Source.BONUS, Source.DEDUCTION), strict=False):
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
