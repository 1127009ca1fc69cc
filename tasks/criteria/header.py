"""What a criteria set needs that an annex table has no column for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from models.domain.criteria.criteria_set import Area, CriteriaSet, Criterion, Split, SubCriterion
from models.domain.units import UnitKind
from models.domain.values import Points, UnitCode, Value


class AnnexHeader(Value):
    """The header of a set, and by code the bodies in charge and the units excused.

    ``bodies`` has an entry for every area, bonus and deduction and, where another body is in
    charge, for the criterion or the sub-criterion. The caps are used where the table has no rows
    "C" and "T".
    """

    code: str
    title: str
    annex: str
    decision: str
    level: UnitKind
    year: int
    version: int = Field(ge=1)
    effective_from: date
    effective_to: date | None = None
    illustrative: bool = False
    split: Split
    bonus_cap: Points = Decimal(0)
    deduction_cap: Points = Decimal(0)
    bodies: dict[str, UnitCode]
    excused: dict[str, frozenset[UnitCode]] = Field(default_factory=dict)


def header_of(criteria_set: CriteriaSet) -> AnnexHeader:
    """The header with which the annex written from ``criteria_set`` reads back as the same set."""
    items = [item for _, _, item in criteria_set.leaves()] + list(criteria_set.adjustments)
    criteria = [criterion for area in criteria_set.areas for criterion in area.criteria]
    nodes: list[Area | Criterion | SubCriterion] = [*criteria_set.areas, *criteria, *items]
    fields = criteria_set.model_dump(exclude={"areas", "adjustments"})
    return AnnexHeader(
        **fields,
        bodies={node.code: node.body for node in nodes if node.body is not None},
        excused={item.code: item.excused for item in items if item.excused},
    )
