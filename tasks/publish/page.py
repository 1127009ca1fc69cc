"""The public page: one HTML file that needs nothing else, no script and no other server."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jinja2 import Environment

from models.domain.scoring.ranking import EXACT_ORDER, describe_tie_rule
from models.domain.scoring.results import UnitResult, unappraised_words
from models.domain.values import half_up
from models.domain.vietnamese.numbers import format_points
from tasks.publish.publication import Publication
from tasks.rendering.jinja import templates_in

MOST_BARS = 70
_ROW_HEIGHT = 38
_TOP = 26
SHADE_FROM = (Decimal("0.5"), Decimal("0.7"), Decimal("0.8"), Decimal("0.9"))
"""Shares of an area's maximum from which its cell is one shade deeper."""


def rank_words(result: UnitResult) -> str:
    """The rank, with a mark when it is shared."""
    return f"{result.rank}*" if result.tied else str(result.rank)


def interval_words(result: UnitResult) -> str:
    """The range of ranks that sampling leaves open; one number when there is no doubt."""
    if result.rank_low == result.rank_high:
        return str(result.rank_low)
    return f"{result.rank_low}–{result.rank_high}"


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
    bars = tuple(_bar(result, _TOP + n * _ROW_HEIGHT) for n, result in enumerate(shown))
    return Chart(bars, _TOP + len(bars) * _ROW_HEIGHT, len(results) - len(shown))


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


def results_page(publication: Publication, files: Sequence[tuple[str, str]]) -> bytes:
    """The page as UTF-8; ``files`` are (path, what it is) of the data beside it.

    Raises ValueError for a publication without results: there is nothing to show.
    """
    if not publication.results:
        raise ValueError("a publication needs results")
    text = (
        _environment()
        .get_template("page.html.j2")
        .render(
            publication=publication,
            results=publication.results,
            summary=_summary(publication.results),
            adjusted=any(result.bonus or result.deduction for result in publication.results),
            late=publication.campaign.late_penalty,
            banded=any(result.band for result in publication.results),
            tied=any(result.tied for result in publication.results),
            missing=[result for result in publication.results if not result.submitted],
            unappraised=unappraised_words(publication.results),
            exact_order=EXACT_ORDER,
            tie_rule=describe_tie_rule(publication.campaign.ranking),
            chart=chart(publication.results),
            mark=publication.criteria_set.mark,
            files=files,
        )
    )
    return text.encode()


def _environment() -> Environment:
    environment = templates_in("publication", html=True)
    environment.filters |= {
        "points": format_points,
        "rank": rank_words,
        "interval": interval_words,
        "shade": shade,
    }
    environment.globals["row_height"] = _ROW_HEIGHT
    return environment


def _summary(results: Sequence[UnitResult]) -> dict[str, object]:
    """The figures at the head of the page: how many units, mean, best and least index."""
    indexes = [result.index_percent for result in results]
    return {
        "units": len(results),
        "mean": half_up(sum(indexes, Decimal(0)) / len(indexes)),
        "best": max(indexes),
        "least": min(indexes),
    }


def shade(reached: Decimal, maximum: Decimal) -> int:
    """How deep a cell of the table by area is shaded, from 0 to ``len(SHADE_FROM)``.

    ``maximum`` is the one that applies to the unit; an area of which nothing applies is not shaded.
    """
    return sum(maximum > 0 and reached >= share * maximum for share in SHADE_FROM)
