"""What must hold for a criteria set before anyone is scored by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from models.domain.criteria import Area, CriteriaSet, Criterion, Source
from models.domain.errors import ConfigurationError
from models.domain.numbers_vi import format_number
from models.domain.rule_checks import rule_problems

PREFIXES = {Source.BONUS: "C", Source.DEDUCTION: "T"}


def check_set(criteria_set: CriteriaSet) -> None:
    """Raise ConfigurationError that lists every problem of the set, each with its code."""
    found = problems(criteria_set)
    if found:
        listed = "\n".join(f"- {problem}" for problem in found)
        raise ConfigurationError(
            f"Bộ tiêu chí {criteria_set.code} có {len(found)} lỗi, đề nghị sửa:\n{listed}",
            criteria_set.code,
        )


def problems(criteria_set: CriteriaSet) -> tuple[str, ...]:
    """Every problem of the set in Vietnamese, from the top of the set down."""
    return (
        *_head_problems(criteria_set),
        *_order_problems([area.code for area in criteria_set.areas]),
        *(problem for area in criteria_set.areas for problem in _area_problems(area)),
        *_adjustment_problems(criteria_set),
    )


def _head_problems(criteria_set: CriteriaSet) -> Iterator[str]:
    start, end = criteria_set.effective_from, criteria_set.effective_to
    if end is not None and end < start:
        yield f"{criteria_set.code}: ngày hết hiệu lực {end:%d/%m/%Y} trước ngày {start:%d/%m/%Y}"
    items = [item for _, _, item in criteria_set.leaves()]
    surveyed = _total(item.max_points for item in items if item.source is Source.SURVEY)
    scored = _total(item.max_points for item in items if item.source is Source.SELF)
    yield from _sum_problem("phần chấm điểm", scored, criteria_set.split.scored)
    yield from _sum_problem("phần khảo sát", surveyed, criteria_set.split.survey)


def _area_problems(area: Area) -> Iterator[str]:
    yield from _sum_problem(area.code, _total(c.max_points for c in area.criteria), area.max_points)
    codes = [criterion.code for criterion in area.criteria]
    yield from _parent_problems(area.code, codes)
    yield from _order_problems(codes)
    for criterion in area.criteria:
        yield from _criterion_problems(criterion)


def _criterion_problems(criterion: Criterion) -> Iterator[str]:
    total = _total(item.max_points for item in criterion.items)
    yield from _sum_problem(criterion.code, total, criterion.max_points)
    codes = [item.code for item in criterion.items]
    yield from _parent_problems(criterion.code, codes)
    yield from _order_problems(codes)
    for item in criterion.items:
        if item.source in PREFIXES:
            yield f"{item.code}: điểm cộng, điểm trừ phải đứng ngoài các lĩnh vực"
        yield from rule_problems(item)


def _adjustment_problems(criteria_set: CriteriaSet) -> Iterator[str]:
    for source, cap, what in (
        (Source.BONUS, criteria_set.bonus_cap, "điểm cộng"),
        (Source.DEDUCTION, criteria_set.deduction_cap, "điểm trừ"),
    ):
        items = [item for item in criteria_set.adjustments if item.source is source]
        yield from _order_problems([item.code for item in items])
        if items and not cap:
            yield f"{items[0].code}: chưa quy định mức {what} tối đa"
    for item in criteria_set.adjustments:
        prefix = PREFIXES.get(item.source)
        if prefix is None:
            yield f"{item.code}: ngoài các lĩnh vực chỉ có điểm cộng (C) và điểm trừ (T)"
        elif not item.code.startswith(f"{prefix}."):
            yield f"{item.code}: mã phải bắt đầu bằng “{prefix}.”"
        yield from rule_problems(item)


def _order_problems(codes: Sequence[str]) -> Iterator[str]:
    """Codes of one level are unique and ascending; a repeated code is told once."""
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"{code}: mã bị trùng {times} lần"
    for before, code in pairwise(dict.fromkeys(codes)):
        if _numbers(code) < _numbers(before):
            yield f"{code}: mã đứng sai thứ tự, sau {before}"


def _numbers(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".") if part.isdecimal())


def _parent_problems(parent: str, codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        if not code.startswith(f"{parent}."):
            yield f"{code}: mã phải bắt đầu bằng “{parent}.”"


def _total(points: Iterable[Decimal]) -> Decimal:
    return sum(points, Decimal(0))


def _sum_problem(code: str, total: Decimal, stated: Decimal) -> Iterator[str]:
    if total != stated:
        yield (
            f"{code}: các mục con cộng lại được {format_number(total)} điểm, "
            f"khác số ghi {format_number(stated)} điểm"
        )
