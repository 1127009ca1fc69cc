"""The public page: one HTML file that needs nothing else, no script and no other server."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jinja2 import Environment

from models.domain.scoring.ranking import EXACT_ORDER, describe_tie_rule
from models.domain.scoring.results import UnitResult
from models.domain.unappraised import unappraised_words
from models.domain.values import half_up
from models.domain.vietnamese.numbers import format_points
from tasks.publish.chart import ROW_HEIGHT, chart
from tasks.publish.publication import Publication
from tasks.publish.words import interval_words, rank_words
from tasks.rendering.jinja import templates_in

SHADE_FROM = (Decimal("0.5"), Decimal("0.7"), Decimal("0.8"), Decimal("0.9"))
"""Shares of an area's maximum from which its cell is one shade deeper."""


def page(publication: Publication, files: Sequence[tuple[str, str]]) -> bytes:
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
    environment.globals["row_height"] = ROW_HEIGHT
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
