"""Which part of a criteria set a unit's workbook holds."""

from collections.abc import Iterator
from decimal import Decimal

from models.domain.criteria.criteria_set import (
    Area,
    CriteriaSet,
    Criterion,
    ScoreSource,
    SubCriterion,
)
from models.domain.values import UnitCode


def body_in_charge(area: Area, criterion: Criterion, item: SubCriterion) -> UnitCode:
    """The department in charge of a sub-criterion: its own, the criterion's, or the area's."""
    return item.body or criterion.body or area.body


def part_of(criteria_set: CriteriaSet, body: UnitCode) -> CriteriaSet | None:
    """The set with only what ``body`` is in charge of; None if that is nothing.

    An area or criterion that several bodies share keeps the maximum of the part. The split is not
    that of the part: it is for forms, not scoring.
    """
    areas = tuple(part for area in criteria_set.areas for part in _part_of_area(area, body))
    return criteria_set.model_copy(update={"areas": areas}) if areas else None


def _part_of_area(area: Area, body: UnitCode) -> Iterator[Area]:
    criteria = tuple(
        part for criterion in area.criteria for part in _part_of_criterion(area, criterion, body)
    )
    if criteria:
        maximum = sum((criterion.max_points for criterion in criteria), Decimal(0))
        yield area.model_copy(update={"criteria": criteria, "max_points": maximum})


def _part_of_criterion(area: Area, criterion: Criterion, body: UnitCode) -> Iterator[Criterion]:
    items = tuple(item for item in criterion.items if body_in_charge(area, criterion, item) == body)
    if items:
        maximum = sum((item.max_points for item in items), Decimal(0))
        yield criterion.model_copy(update={"items": items, "max_points": maximum})


def excused_codes(criteria_set: CriteriaSet, unit: UnitCode) -> frozenset[str]:
    """Codes of the sub-criteria that do not apply to ``unit`` at all."""
    return frozenset(leaf.code for _, _, leaf in criteria_set.leaves() if unit in leaf.excused)


def self_scored(criteria_set: CriteriaSet, unit: UnitCode) -> tuple[SubCriterion, ...]:
    """The sub-criteria that ``unit`` must answer itself, in the order of the set."""
    return tuple(
        leaf
        for leaf in criteria_set.items_by_code.values()
        if leaf.source is ScoreSource.SELF and unit not in leaf.excused
    )


def appraised_items(criteria_set: CriteriaSet) -> tuple[SubCriterion, ...]:
    """All that departments appraise, in the order of the set: scored items, then adjustments."""
    leaves = (leaf for _, _, leaf in criteria_set.leaves() if leaf.source is ScoreSource.SELF)
    return (*leaves, *criteria_set.adjustments)


def appraised_by(criteria_set: CriteriaSet, body: UnitCode) -> tuple[SubCriterion, ...]:
    """The sub-criteria and adjustments that department ``body`` appraises over all communes."""
    leaves = tuple(
        leaf
        for area, criterion, leaf in criteria_set.leaves()
        if leaf.source is ScoreSource.SELF and body_in_charge(area, criterion, leaf) == body
    )
    return leaves + tuple(item for item in criteria_set.adjustments if item.body == body)
