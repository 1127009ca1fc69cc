"""Scoring rules as the sentence an official reads in "Cách tính điểm"."""

from __future__ import annotations

from models.domain.criteria.criteria_set import (
    Choice,
    Count,
    FreePoints,
    PercentReduction,
    Ratio,
    Steps,
    SubCriterion,
    YesNo,
)
from models.domain.values import half_up
from models.domain.vietnamese.numbers import format_number

NOT_APPLICABLE = "Không áp dụng"
YES = "Có"
NO = "Không"


def rule_in_words(item: SubCriterion) -> str:
    """How the points of ``item`` follow from what is declared, in Vietnamese."""
    words = _rule(item)
    if item.optional:
        words += f" Nếu không phát sinh, chọn “{NOT_APPLICABLE}”."
    return words


def _rule(item: SubCriterion) -> str:
    top = format_number(item.max_points)
    match item.rule:
        case YesNo():
            return f"{YES}: {top} điểm; {NO.lower()}: 0 điểm."
        case Steps():
            return _steps(item.rule)
        case Ratio(floor=floor):
            below = f" Dưới {format_number(floor)}\u00a0%: 0 điểm." if floor else ""
            return f"Điểm = tỷ lệ % × {top} / 100.{below}"
        case Count(unit_points=unit_points, noun=noun):
            return f"Mỗi {noun}: {format_number(unit_points)} điểm; tối đa {top} điểm."
        case Choice(options=options):
            return "; ".join(f"{o.label}: {format_number(o.points)} điểm" for o in options) + "."
        case PercentReduction():
            return _cuts(item, item.rule)
        case FreePoints(step=step):
            return f"Chấm từ 0 đến {top} điểm, lẻ đến {format_number(step)} điểm."
        case _:
            return f"Theo khảo sát: tỷ lệ hài lòng % × {top} / 100. Đơn vị không tự chấm."


def _steps(rule: Steps) -> str:
    unit = f"\u00a0{rule.unit}" if rule.unit else ""
    parts, above = [], ""
    for step in reversed(rule.steps):
        edge = format_number(step.at_least) + unit
        span = f"từ {edge} đến dưới {above}" if above else f"từ {edge} trở lên"
        parts.append(f"{span}: {format_number(step.points)} điểm")
        above = edge
    if rule.steps[0].at_least > 0:
        parts.append(f"dưới {above}: 0 điểm")
    words = "; ".join(parts) + "."
    return words[0].upper() + words[1:]


def _cuts(item: SubCriterion, rule: PercentReduction) -> str:
    parts = []
    for cut in rule.cuts:
        left = format_number(half_up(item.max_points * (100 - cut.percent) / 100))
        off = f"trừ {format_number(cut.percent)}\u00a0% điểm, " if cut.percent else ""
        parts.append(f"{cut.label}: {off}còn {left} điểm" if off else f"{cut.label}: {left} điểm")
    return "; ".join(parts) + "."
