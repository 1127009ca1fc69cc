"""What must hold for a criteria set before anyone is scored by it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from models.domain.criteria.criteria_set import (
    Area,
    Choice,
    Count,
    CriteriaSet,
    Criterion,
    Cut,
    FreePoints,
    Option,
    PercentReduction,
    Satisfaction,
    ScoreSource,
    Steps,
    SubCriterion,
)
from models.domain.criteria.rules import NOT_APPLICABLE
from models.domain.errors import ConfigurationError
from models.domain.values import Value
from models.domain.vietnamese.numbers import format_number
from models.domain.vietnamese.text import fold

PREFIXES = {ScoreSource.BONUS: "C", ScoreSource.DEDUCTION: "T"}
At = tuple[str | int, ...]
"""Where something stands in a set, step by step: ("areas", 0, "criteria", 2)."""
_PARTS = {"scored": "phần chấm điểm", "survey": "phần khảo sát"}


def rule_problems(item: SubCriterion) -> Iterator[str]:
    """The problems of the rule of ``item`` in Vietnamese, without its code."""
    yield from _source(item)
    match item.rule:
        case Steps():
            yield from _steps(item, item.rule)
        case Count() as rule:
            yield from _count(item, rule)
        case Choice(options=options):
            yield from _choice(item, options)
        case PercentReduction(cuts=cuts):
            yield from _cuts(cuts)
        case FreePoints(step=step):
            if item.max_points % step:
                top = format_number(item.max_points)
                yield f"điểm tối đa {top} không chia hết cho bước điểm {format_number(step)}"
        case _:
            pass


def _source(item: SubCriterion) -> Iterator[str]:
    surveyed, measured = item.source is ScoreSource.SURVEY, isinstance(item.rule, Satisfaction)
    if surveyed and not measured:
        yield "tiêu chí khảo sát phải dùng quy tắc “satisfaction”"
    if measured and not surveyed:
        yield "quy tắc “satisfaction” chỉ dùng cho tiêu chí khảo sát (source: survey)"


def _count(item: SubCriterion, rule: Count) -> Iterator[str]:
    if rule.unit_points > item.max_points:
        each, top = format_number(rule.unit_points), format_number(item.max_points)
        yield f"mỗi {rule.noun} được {each} điểm, vượt điểm tối đa {top}"


def _steps(item: SubCriterion, rule: Steps) -> Iterator[str]:
    pairs = list(pairwise(rule.steps))
    if any(after.at_least <= before.at_least for before, after in pairs):
        yield "các ngưỡng phải tăng dần, không lặp"
    if any(after.points < before.points for before, after in pairs):
        yield "điểm của ngưỡng cao không được thấp hơn ngưỡng dưới"
    if rule.steps[-1].points != item.max_points:
        yield "ngưỡng cuối phải được điểm tối đa"
    top = 100 if rule.unit == "%" else rule.steps[-1].at_least
    if rule.steps[0].at_least < 0 or rule.steps[-1].at_least > top:
        yield "các ngưỡng phải không âm; tỷ lệ % không quá 100"


def _choice(item: SubCriterion, options: Iterable[Option]) -> Iterator[str]:
    yield from _labels(option.label for option in options)
    best = max(option.points for option in options)
    if best != item.max_points:
        yield f"mức cao nhất được {format_number(best)} điểm, phải bằng điểm tối đa"


def _cuts(cuts: Iterable[Cut]) -> Iterator[str]:
    yield from _labels(cut.label for cut in cuts)
    if all(cut.percent for cut in cuts):
        yield "phải có một mức không trừ điểm (0 %)"


def _labels(labels: Iterable[str]) -> Iterator[str]:
    for key, times in Counter(fold(label) for label in labels).items():
        if key == fold(NOT_APPLICABLE):
            yield (
                f"mức “{NOT_APPLICABLE}” không bao giờ chọn được; đề nghị đặt tên khác, hoặc bỏ "
                "mức này và ghi optional: true"
            )
        if times > 1:
            yield f"mức “{key}” bị lặp {times} lần"


class SetProblem(Value):
    """One thing wrong: the code it is about (or what, if it has none), the words, the place."""

    code: str
    words: str
    at: At

    def in_words(self) -> str:
        """The problem in Vietnamese, starting with its code."""
        return f"{self.code}: {self.words}"


def check_criteria_set(
    criteria_set: CriteriaSet, row_of: Callable[[At], str] | None = None
) -> None:
    """Raise ConfigurationError that lists every problem of the set, each with its code.

    ``row_of`` says in words where a place of the set stands in the file it was read from.
    """
    found = set_problems(criteria_set)
    if found:
        rows = (f"{row_of(problem.at)}: " if row_of else "" for problem in found)
        lines = (f"- {row}{one.in_words()}" for row, one in zip(rows, found, strict=True))
        listed = "\n".join(lines)
        raise ConfigurationError(
            f"Bộ tiêu chí {criteria_set.code} có {len(found)} lỗi, đề nghị sửa:\n{listed}",
            criteria_set.code,
        )


def set_problems(criteria_set: CriteriaSet) -> tuple[SetProblem, ...]:
    """Every problem of the set, from the top of the set down."""
    areas = criteria_set.areas
    return (
        *_head_problems(criteria_set),
        *_order_problems([area.code for area in areas], ("areas",)),
        *(p for n, area in enumerate(areas) for p in _area_problems(area, ("areas", n))),
        *_cap_problems(criteria_set),
        *_adjustment_problems(criteria_set.adjustments),
    )


def _head_problems(criteria_set: CriteriaSet) -> Iterator[SetProblem]:
    start, end = criteria_set.effective_from, criteria_set.effective_to
    if end is not None and end < start:
        words = f"ngày hết hiệu lực {end:%d/%m/%Y} trước ngày {start:%d/%m/%Y}"
        yield SetProblem(code=criteria_set.code, words=words, at=("effective_to",))
    items = [item for _, _, item in criteria_set.leaves()]
    for what, source, stated in (
        ("scored", ScoreSource.SELF, criteria_set.split.scored),
        ("survey", ScoreSource.SURVEY, criteria_set.split.survey),
    ):
        total = _total(item.max_points for item in items if item.source is source)
        yield from _sum_problem(_PARTS[what], total, stated, ("split", what))


def _area_problems(area: Area, at: At) -> Iterator[SetProblem]:
    total = _total(criterion.max_points for criterion in area.criteria)
    yield from _sum_problem(area.code, total, area.max_points, at)
    codes = [criterion.code for criterion in area.criteria]
    yield from _parent_problems(area.code, codes, (*at, "criteria"))
    yield from _order_problems(codes, (*at, "criteria"))
    for number, criterion in enumerate(area.criteria):
        yield from _criterion_problems(criterion, (*at, "criteria", number))


def _criterion_problems(criterion: Criterion, at: At) -> Iterator[SetProblem]:
    total = _total(item.max_points for item in criterion.items)
    yield from _sum_problem(criterion.code, total, criterion.max_points, at)
    codes = [item.code for item in criterion.items]
    yield from _parent_problems(criterion.code, codes, (*at, "items"))
    yield from _order_problems(codes, (*at, "items"))
    for number, item in enumerate(criterion.items):
        place = (*at, "items", number)
        if item.source in PREFIXES:
            words = "điểm thưởng, điểm trừ phải đứng ngoài các lĩnh vực"
            yield SetProblem(code=item.code, words=words, at=place)
        yield from _rule_problems(item, place)


def _cap_problems(criteria_set: CriteriaSet) -> Iterator[SetProblem]:
    for source, cap, what in (
        (ScoreSource.BONUS, criteria_set.bonus_cap, "điểm thưởng"),
        (ScoreSource.DEDUCTION, criteria_set.deduction_cap, "điểm trừ"),
    ):
        items = [item for item in criteria_set.adjustments if item.source is source]
        if items and not cap:
            words = f"chưa quy định mức {what} tối đa"
            place = ("adjustments", criteria_set.adjustments.index(items[0]))
            yield SetProblem(code=items[0].code, words=words, at=place)


def _adjustment_problems(adjustments: Sequence[SubCriterion]) -> Iterator[SetProblem]:
    yield from _order_problems([item.code for item in adjustments], ("adjustments",))
    for number, item in enumerate(adjustments):
        place: At = ("adjustments", number)
        for words in _adjustment_words(item):
            yield SetProblem(code=item.code, words=words, at=place)
        yield from _rule_problems(item, place)


def _adjustment_words(item: SubCriterion) -> Iterator[str]:
    prefix = PREFIXES.get(item.source)
    if prefix is None:
        yield "ngoài các lĩnh vực chỉ có điểm thưởng (C) và điểm trừ (T)"
    elif not item.code.startswith(f"{prefix}."):
        yield f"mã phải bắt đầu bằng “{prefix}.”"
    if item.body is None:
        yield "chưa ghi cơ quan xem xét điểm thưởng, điểm trừ này (body)"


def _rule_problems(item: SubCriterion, at: At) -> Iterator[SetProblem]:
    for words in rule_problems(item):
        yield SetProblem(code=item.code, words=words, at=at)


def _order_problems(codes: Sequence[str], at: At) -> Iterator[SetProblem]:
    """Codes of one level are unique and ascending; a repeated code is told once, at its repeat."""
    for code, times in Counter(codes).items():
        if times > 1:
            repeat = codes.index(code, codes.index(code) + 1)
            yield SetProblem(code=code, words=f"mã bị trùng {times} lần", at=(*at, repeat))
    for before, code in pairwise(dict.fromkeys(codes)):
        if _place(code) < _place(before):
            words = f"mã đứng sai thứ tự, sau {before}"
            yield SetProblem(code=code, words=words, at=(*at, codes.index(code)))


def _place(code: str) -> tuple[str, tuple[int, ...]]:
    """What codes are ordered by: the letter of an adjustment (C before T), then the numbers."""
    parts = code.split(".")
    letter = "" if parts[0].isdecimal() else parts[0]
    return letter, tuple(int(part) for part in parts if part.isdecimal())


def _parent_problems(parent: str, codes: Iterable[str], at: At) -> Iterator[SetProblem]:
    for number, code in enumerate(codes):
        if not code.startswith(f"{parent}."):
            words = f"mã phải bắt đầu bằng “{parent}.”"
            yield SetProblem(code=code, words=words, at=(*at, number))


def _total(points: Iterable[Decimal]) -> Decimal:
    return sum(points, Decimal(0))


def _sum_problem(code: str, total: Decimal, stated: Decimal, at: At) -> Iterator[SetProblem]:
    if total != stated:
        words = (
            f"các mục con cộng lại được {format_number(total)} điểm, "
            f"khác số ghi {format_number(stated)} điểm"
        )
        yield SetProblem(code=code, words=words, at=at)
