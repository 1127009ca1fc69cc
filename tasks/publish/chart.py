"""The one chart: a bar per unit as long as its index, parted into scored points and survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.domain.scoring.results import UnitResult
from models.domain.values import half_up
from models.domain.vietnamese.numbers import format_points
from tasks.publish.words import rank_words

MOST_BARS = 70
ROW_HEIGHT = 38
TOP = 26


@dataclass(frozen=True)
class Bar:
    """One bar: widths are percent of the full scale, ``y`` is in pixels."""

    label: str
    value: str
    scored: Decimal
    survey: Decimal
    y: int


@dataclass(frozen=True)
class Chart:
    """The bars in rank order and the height of the picture in pixels."""

    bars: tuple[Bar, ...]
    height: int
    left_out: int


def chart(results: Sequence[UnitResult]) -> Chart:
    """The chart of the first ``MOST_BARS`` units; ``left_out`` counts the others."""
    shown = results[:MOST_BARS]
    bars = tuple(_bar(result, TOP + n * ROW_HEIGHT) for n, result in enumerate(shown))
    return Chart(bars, TOP + len(bars) * ROW_HEIGHT, len(results) - len(shown))


def _bar(result: UnitResult, y: int) -> Bar:
    """Bonus and deduction belong to the scored part, so that both parts make up the index."""
    survey = min(result.survey_points, result.total)
    return Bar(
        label=f"{rank_words(result)}. {result.name}",
        value=f"{format_points(result.index_percent)} %",
        scored=_share(result.total - survey, result.maximum),
        survey=_share(survey, result.maximum),
        y=y,
    )


def _share(part: Decimal, maximum: Decimal) -> Decimal:
    return half_up(part * 100 / maximum) if maximum else Decimal(0)
