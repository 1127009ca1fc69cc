"""Whether the rule of a sub-criterion fits its maximum and its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from models.domain.criteria.criteria_set import (
    Choice,
    Count,
    Cut,
    FreePoints,
    Option,
    PercentReduction,
    Satisfaction,
    ScoreSource,
    Steps,
    SubCriterion,
)
from models.domain.criteria.rule_words import NOT_APPLICABLE
from models.domain.vietnamese.numbers import format_number
from models.domain.vietnamese.text import fold


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
