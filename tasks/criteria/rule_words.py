"""The text of a scoring rule as the column "Cách tính điểm" of an annex writes it.

What is written here is read back by ``rule_parsing`` without loss.
"""

from __future__ import annotations

from itertools import pairwise

from models.domain.criteria.criteria_set import (
    Choice,
    Count,
    FreePoints,
    PercentReduction,
    Ratio,
    Satisfaction,
    Steps,
    SubCriterion,
    YesNo,
)
from models.domain.vietnamese.numbers import format_number

_NOT_APPLICABLE = "Không phát sinh nhiệm vụ: không áp dụng"


def rule_text(item: SubCriterion) -> str:
    """One line per level of the rule, and a last line if the item may be "không áp dụng"."""
    lines = _lines(item)
    return ";\n".join([*lines, _NOT_APPLICABLE] if item.optional else lines) + "."


def declared_text(item: SubCriterion) -> str:
    """What the unit is asked to declare, for the column "Số liệu kê khai"."""
    match item.rule:
        case YesNo():
            return "Có/Không"
        case Steps(unit=unit):
            return f"Số liệu ({unit})"
        case Ratio():
            return "Tỷ lệ (%)"
        case Count(noun=noun):
            return f"Số lượng ({noun})"
        case Choice() | PercentReduction():
            return "Mức đạt được"
        case FreePoints():
            return "Số điểm"
        case Satisfaction():
            return "Không tự chấm"


def _lines(item: SubCriterion) -> list[str]:
    match item.rule:
        case YesNo():
            return ["Có: điểm tối đa", "Không: 0 điểm"]
        case Steps() as rule:
            return _steps(rule)
        case Ratio(floor=floor):
            below = [f"Dưới {format_number(floor)}%: 0 điểm"] if floor is not None else []
            return ["Tỷ lệ (%) x điểm tối đa / 100", *below]
        case Count() as rule:
            each = f"Mỗi {rule.noun}: {format_number(rule.unit_points)} điểm"
            return [each, "Tổng không quá điểm tối đa"]
        case Choice() as rule:
            levels = [f"{one.label}: {format_number(one.points)} điểm" for one in rule.options]
            return [f"Chọn một mức: {levels[0]}", *levels[1:]]
        case PercentReduction() as rule:
            return [f"{cut.label}: trừ {format_number(cut.percent)}% điểm" for cut in rule.cuts]
        case FreePoints(step=step):
            return [f"Chấm từ 0 đến điểm tối đa, bước {format_number(step)} điểm"]
        case Satisfaction():
            return ["Điều tra xã hội học: tỷ lệ hài lòng (%) x điểm tối đa / 100"]


def _steps(rule: Steps) -> list[str]:
    unit = "%" if rule.unit == "%" else f" {rule.unit}".rstrip()
    falling = sorted(rule.steps, key=lambda step: step.at_least, reverse=True)
    at = [f"{format_number(step.at_least)}{unit}" for step in falling]
    points = [f"{format_number(step.points)} điểm" for step in falling]
    between = [
        f"Từ {low} đến dưới {high}: {won}"
        for (high, low), won in zip(pairwise(at), points[1:], strict=True)
    ]
    below = [f"Dưới {at[-1]}: 0 điểm"] if falling[-1].at_least > 0 else []
    return [f"Từ {at[0]} trở lên: {points[0]}", *between, *below]
