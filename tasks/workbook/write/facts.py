"""What a form says about the unit it is for, and the tokens that stand for it in a template.

Of last year's points each unit has its own, and a unit without a figure nothing.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from models.domain.collection.workbook import Identity
from models.domain.criteria.criteria_set import Area, CriteriaSet, Criterion, SubCriterion
from models.domain.criteria.parts import self_scored
from models.domain.values import UnitCode, Value
from models.domain.vietnamese.numbers import format_points
from tasks.workbook.write.template import token


class CoverFacts(Value):
    """What the cover of one unit's workbook says; all texts are Vietnamese and ready to print.

    ``limit`` is the limit in words ("chậm nhất vào ngày 05/11/2021"), ``contact`` whom to ask,
    ``send_to`` how to send the workbook back.
    """

    authority: str
    title: str
    unit_name: str
    limit: str
    contact: str
    send_to: str


TOKENS = (*CoverFacts.model_fields, *Identity.model_fields)
"""Every name that may stand as a token in a template."""


def fact_token(name: str) -> str:
    """What stands in a template for the fact called ``name``; KeyError if there is none."""
    if name not in TOKENS:
        raise KeyError(name)
    return token(name)


def values_of(identity: Identity, facts: CoverFacts) -> dict[str, str]:
    """The text for every token."""
    return {
        name: str(value)
        for source in (facts, identity)
        for name, value in source.model_dump(mode="json").items()
    }


WHOLE_SHEET = "total"
"""In the place of a code: the row that sums up the whole sheet."""


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
    yield WHOLE_SHEET, [item for _, _, item in leaves]
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
