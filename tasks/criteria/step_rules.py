"""Rules on a declared figure: thresholds, and a count with points for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from models.domain.criteria.criteria_set import Count, Rule, Step, Steps
from models.domain.values import Value
from tasks.criteria.clauses import NUMBER, Clause, RuleNotUnderstood, as_number

_TOP = re.compile(rf"(?:từ|đạt)(?: từ)? ({NUMBER}) ?(.*?)(?: trở lên)?", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:đạt )?từ ({NUMBER}) ?(.*?) ?đến dưới ({NUMBER}) ?(.*)", re.IGNORECASE)
_BELOW = re.compile(rf"(?:đạt )?dưới ({NUMBER}) ?(.*)", re.IGNORECASE)
_STRICT = re.compile(r"(?:trên|hơn|ít hơn|không quá|[<>≤≥]) ?\d.*", re.IGNORECASE)
_EACH = re.compile(r"(?:mỗi|cứ mỗi) (.+)", re.IGNORECASE)
_REST = re.compile(r"tổng .*không quá .*|tối đa .*|không .*: 0 điểm", re.IGNORECASE)


_NOTHING = Decimal(-1)
"""The low end of the span that gives no points: it is no step of the rule."""


class _Span(Value):
    """One clause of thresholds: from ``low`` (included) to ``high`` (excluded)."""

    low: Decimal
    high: Decimal | None
    unit: str
    points: Decimal


def read_count(parts: Sequence[Clause], maximum: Decimal) -> Rule | None:
    """Points for each ("Mỗi …"), then at most remarks that the model implies (cap, 0 for none)."""
    found = _EACH.fullmatch(parts[0].label) if parts else None
    if found is None:
        return None
    each = parts[0].points
    if not each or not all(_REST.fullmatch(part.text) for part in parts[1:]):
        raise RuleNotUnderstood(
            "quy tắc đếm chưa rõ. Đề nghị ghi “Mỗi văn bản: 0,5 điểm; "
            f"tổng không quá điểm tối đa” (điểm tối đa của mục này là {maximum})"
        )
    return Count(unit_points=each, noun=found[1])


def read_steps(parts: Sequence[Clause], maximum: Decimal) -> Rule | None:
    """Thresholds, highest first or lowest first, without gap or overlap, 0 points at the bottom."""
    spans = [span for span in (_span(part, maximum) for part in parts) if span is not None]
    if not spans and not any(_STRICT.fullmatch(part.label) for part in parts):
        return None
    units = {span.unit for span in spans if span.unit}
    if not spans or len(spans) < len(parts) or len(units) > 1:
        raise _unclear()
    rising = sorted(spans, key=lambda span: span.low)
    _check_joined(rising)
    steps = tuple(Step(at_least=s.low, points=s.points) for s in rising if s.low >= 0)
    return Steps(unit=units.pop() if units else "", steps=steps)


def _span(part: Clause, maximum: Decimal) -> _Span | None:
    points = part.worth(maximum)
    if points is None:
        return None
    if found := _BETWEEN.fullmatch(part.label):
        low, high = as_number(found[1]), as_number(found[3])
        return _Span(low=low, high=high, unit=found[4] or found[2], points=points)
    if found := _BELOW.fullmatch(part.label):
        low = Decimal(0) if points else _NOTHING
        return _Span(low=low, high=as_number(found[1]), unit=found[2], points=points)
    if found := _TOP.fullmatch(part.label):
        return _Span(low=as_number(found[1]), high=None, unit=found[2], points=points)
    return None


def _check_joined(rising: Sequence[_Span]) -> None:
    for lower, upper in pairwise(rising):
        if lower.high != upper.low:
            raise _unclear()
    if rising[-1].high is not None:
        raise _unclear()


def _unclear() -> RuleNotUnderstood:
    return RuleNotUnderstood(
        "các mức chưa nối tiếp nhau. Đề nghị ghi “Từ 90% trở lên: 1 điểm; "
        "từ 70% đến dưới 90%: 0,5 điểm; dưới 70%: 0 điểm”"
    )
