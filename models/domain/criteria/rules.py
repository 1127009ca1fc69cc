"""One sub-criterion: from an answer to points by its rule, and the rule in words.

The points of an item are rounded half-up to 0.01 here, once; sums of them need no rounding. What is
awarded above the maximum is refused; that a rule gives no more trusts a set that passed
``set_checks.check_criteria_set``.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NoReturn

from models.domain.criteria.answers import Answer, Awarded, NotApplicable
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
from models.domain.errors import AnswerRefused
from models.domain.values import half_up
from models.domain.vietnamese.numbers import format_number
from models.domain.vietnamese.text import fold

_ZERO = Decimal(0)
HUNDRED = Decimal(100)


def points_for(item: SubCriterion, answer: Answer) -> Decimal:
    """Points of ``item`` for ``answer``, half-up to 0.01.

    Raises AnswerRefused when the answer does not fit the rule, awards more than the maximum, says
    "không áp dụng" of an item that is not optional, or answers a survey item.
    """
    if isinstance(item.rule, Satisfaction):
        _refuse(item, _expected(item))
    if isinstance(answer, NotApplicable):
        return _not_applicable(item)
    if isinstance(answer, Awarded):
        return _awarded(item, answer.points)
    if isinstance(answer.value, bool):
        return _by_yes_no(item, answer.value)
    if isinstance(answer.value, str):
        return _by_label(item, answer.value)
    return _by_figure(item, answer.value)


def points_for_survey(item: SubCriterion, percent: Decimal) -> Decimal:
    """Points of a survey item: published satisfaction (percent) x maximum / 100, half-up."""
    if not _ZERO <= percent <= HUNDRED:
        _refuse(
            item,
            f"tỷ lệ hài lòng {format_number(percent)} phải từ 0 đến 100. Đề nghị kiểm tra số liệu.",
        )
    return half_up(percent * item.max_points / HUNDRED)


def _not_applicable(item: SubCriterion) -> Decimal:
    if not item.optional:
        _refuse(item, "không được chọn “Không áp dụng”. Đề nghị kê khai số liệu.")
    return half_up(_ZERO)


def _awarded(item: SubCriterion, points: Decimal) -> Decimal:
    if points > item.max_points:
        top = format_number(item.max_points)
        _refuse(item, f"điểm {format_number(points)} vượt điểm tối đa {top}. Đề nghị sửa lại điểm.")
    return half_up(points)


def _by_yes_no(item: SubCriterion, yes: bool) -> Decimal:
    if not isinstance(item.rule, YesNo):
        _refuse(item, _expected(item))
    return half_up(item.max_points if yes else _ZERO)


def _by_label(item: SubCriterion, label: str) -> Decimal:
    match item.rule:
        case Choice(options=options):
            points = _find(label, ((option.label, option.points) for option in options))
        case PercentReduction(cuts=cuts):
            left = _find(label, ((cut.label, HUNDRED - cut.percent) for cut in cuts))
            points = None if left is None else item.max_points * left / HUNDRED
        case _:
            points = None
    if points is None:
        _refuse(item, _expected(item))
    return half_up(points)


def _find(label: str, worth: Iterable[tuple[str, Decimal]]) -> Decimal | None:
    return next((value for name, value in worth if fold(name) == fold(label)), None)


def _by_figure(item: SubCriterion, figure: Decimal) -> Decimal:
    if not _fits(item, figure):
        _refuse(item, _expected(item))
    match item.rule:
        case Steps(steps=steps):
            points = next((s.points for s in reversed(steps) if figure >= s.at_least), _ZERO)
        case Ratio(floor=floor):
            reached = floor is None or figure >= floor
            points = figure * item.max_points / HUNDRED if reached else _ZERO
        case Count(unit_points=unit_points):
            points = min(figure * unit_points, item.max_points)
        case _:
            points = figure
    return half_up(points)


def _fits(item: SubCriterion, figure: Decimal) -> bool:
    """Whether the rule takes this figure; a step rule in "%" is a share of a whole."""
    match item.rule:
        case Ratio() | Steps(unit="%"):
            return _ZERO <= figure <= HUNDRED
        case Steps():
            return figure >= _ZERO
        case Count():
            return figure >= _ZERO and figure == figure.to_integral_value()
        case FreePoints(step=step):
            return _ZERO <= figure <= item.max_points and figure % step == _ZERO
        case _:
            return False


def _expected(item: SubCriterion) -> str:
    """What the rule wants, as an instruction to the official."""
    match item.rule:
        case YesNo():
            return "đề nghị chọn “Có” hoặc “Không”."
        case Ratio() | Steps(unit="%"):
            return "đề nghị nhập tỷ lệ phần trăm từ 0 đến 100."
        case Steps(unit=unit):
            return f"đề nghị nhập số không âm (đơn vị tính: {unit})."
        case Count(noun=noun):
            return f"đề nghị nhập số lượng {noun} là số nguyên không âm."
        case Choice(options=options):
            return f"đề nghị chọn một trong các mức: {_listed(o.label for o in options)}."
        case PercentReduction(cuts=cuts):
            return f"đề nghị chọn một trong các mức: {_listed(c.label for c in cuts)}."
        case FreePoints(step=step):
            top = format_number(item.max_points)
            return f"đề nghị nhập điểm từ 0 đến {top}, là bội số của {format_number(step)}."
        case _:
            return "điểm do khảo sát xác định, không tự chấm. Đề nghị để trống ô này."


def _listed(labels: Iterable[str]) -> str:
    return "; ".join(f"“{label}”" for label in labels)


def _refuse(item: SubCriterion, why: str) -> NoReturn:
    raise AnswerRefused(f"Tiêu chí {item.code}: {why}", item.code)


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
