"""Which part of a criteria set a unit's workbook holds."""

from __future__ import annotations

from models.domain.criteria import CriteriaSet, Source, SubCriterion
from models.domain.values import UnitCode


def part_of(criteria_set: CriteriaSet, body: UnitCode) -> CriteriaSet | None:
    """The set with only the areas that ``body`` is in charge of; None if there are none.

    The sums and the split of the part are not those of the whole set: it is for forms, not scoring.
    """
    areas = tuple(area for area in criteria_set.areas if area.body == body)
    return criteria_set.model_copy(update={"areas": areas}) if areas else None


def excused_codes(criteria_set: CriteriaSet, unit: UnitCode) -> frozenset[str]:
    """Codes of the sub-criteria that do not apply to ``unit`` at all."""
    return frozenset(leaf.code for _, _, leaf in criteria_set.leaves() if unit in leaf.excused)


def self_scored(criteria_set: CriteriaSet, unit: UnitCode) -> tuple[SubCriterion, ...]:
    """The sub-criteria that ``unit`` must answer itself, in the order of the set."""
    return tuple(
        leaf
        for _, _, leaf in criteria_set.leaves()
        if leaf.source is Source.SELF and unit not in leaf.excused
    )


def appraised_by(criteria_set: CriteriaSet, body: UnitCode) -> tuple[SubCriterion, ...]:
    """The sub-criteria and adjustments that department ``body`` appraises over all communes."""
    leaves = tuple(
        leaf
        for area, _, leaf in criteria_set.leaves()
        if area.body == body and leaf.source is Source.SELF
    )
    return leaves + tuple(item for item in criteria_set.adjustments if item.body == body)
