"""Last year's points in a form: tokens in the template, each unit's own texts in its copy.

They stand there as text: only the texts of a template differ from unit to unit, so that the large
sheets are made once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from models.domain.criteria.criteria_set import Area, CriteriaSet, Criterion, SubCriterion
from models.domain.criteria.parts import self_scored
from models.domain.values import UnitCode
from models.domain.vietnamese.numbers import format_points
from tasks.workbook.write.template import token

TOTAL = "total"


def last_year_token(code: str) -> str:
    """What stands in a template for last year's points of an area, criterion or item."""
    return token(_name(code))


def last_year_texts(
    criteria_set: CriteriaSet, unit: UnitCode, points: Mapping[str, Decimal]
) -> dict[str, str]:
    """The text for every token of last year's points in the form of ``unit``.

    ``points`` are those of sub-criteria by code; an unknown one is "". A sum is given when all of
    its parts that the unit scores are known, so that it never looks smaller than it was.
    """
    own = {item.code for item in self_scored(criteria_set, unit)}
    return {
        _name(code): _text([points.get(item.code) for item in items if item.code in own])
        for code, items in _rows(criteria_set)
    }


def _rows(criteria_set: CriteriaSet) -> Iterator[tuple[str, list[SubCriterion]]]:
    """Every row of the score sheet with the items that it sums up."""
    leaves = list(criteria_set.leaves())
    yield TOTAL, [item for _, _, item in leaves]
    grouped: dict[str, list[SubCriterion]] = {}
    for area, criterion, item in leaves:
        for code in _codes(area, criterion, item):
            grouped.setdefault(code, []).append(item)
    yield from grouped.items()


def _codes(area: Area, criterion: Criterion, item: SubCriterion) -> tuple[str, ...]:
    return area.code, criterion.code, item.code


def _text(points: list[Decimal | None]) -> str:
    known = [each for each in points if each is not None]
    return format_points(sum(known, Decimal(0))) if known and len(known) == len(points) else ""


def _name(code: str) -> str:
    return f"last_year_{code.replace('.', '_')}"
