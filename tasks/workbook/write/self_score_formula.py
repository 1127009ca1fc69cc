"""The formula that shows an official the points of a declared figure at once.

It is a convenience: an empty or overwritten self score is still held against the domain's rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models.domain.criteria.criteria_set import (
    Choice,
    Count,
    PercentReduction,
    Ratio,
    Steps,
    SubCriterion,
    YesNo,
)
from models.domain.criteria.rule_words import NO, YES
from models.domain.values import half_up

_LONGEST_TEXT = 255


def self_score_formula(item: SubCriterion, cell: str) -> str | None:
    """An Excel formula over the declared ``cell``; None when the official types the points.

    The formula gives "" for whatever the rule does not take. None also for labels longer than the
    255 characters that Excel allows in a formula.
    """
    match item.rule:
        case YesNo():
            return _by_label(cell, ((YES, item.max_points), (NO, Decimal(0))))
        case Choice(options=options):
            return _by_label(cell, ((option.label, option.points) for option in options))
        case PercentReduction(cuts=cuts):
            top = item.max_points
            return _by_label(
                cell, ((cut.label, half_up(top * (100 - cut.percent) / 100)) for cut in cuts)
            )
        case Steps(unit=unit, steps=steps):
            points = "0"
            for step in steps:
                points = f"IF({cell}>={step.at_least},{step.points},{points})"
            return _of_number(cell, points, top="100" if unit == "%" else "")
        case Ratio(floor=floor):
            points = f"ROUND({cell}*{item.max_points}/100,2)"
            below = f"IF({cell}<{floor},0,{points})" if floor else points
            return _of_number(cell, below, top="100")
        case Count(unit_points=unit_points):
            points = f"ROUND(MIN({cell}*{unit_points},{item.max_points}),2)"
            return _of_number(cell, f'IF({cell}=INT({cell}),{points},"")')
        case _:
            return None


def _by_label(cell: str, points: Iterable[tuple[str, Decimal]]) -> str | None:
    formula = '""'
    for label, worth in reversed(tuple(points)):
        quoted = label.replace('"', '""')
        if len(quoted) > _LONGEST_TEXT:
            return None
        formula = f'IF({cell}="{quoted}",{worth},{formula})'
    return f"={formula}"


def _of_number(cell: str, points: str, top: str = "") -> str:
    within = f"{cell}>=0,{cell}<={top}" if top else f"{cell}>=0"
    return f'=IF(ISNUMBER({cell}),IF(AND({within}),{points},""),"")'
