"""A returned workbook beside what was sent: all that the checks look at, read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from models.domain.collection.entries import Entry, read_entry
from models.domain.collection.workbook import FileNote, Identity, ReturnedRow, ReturnedWorkbook
from models.domain.criteria.criteria_set import CriteriaSet, Source, SubCriterion
from models.domain.criteria.parts import self_scored
from models.domain.values import UnitCode


@dataclass(frozen=True)
class CheckContext:
    """What a returned workbook is held against.

    ``criteria_set`` is the set the unit's workbook was made from (a department's part of it);
    ``unit_names`` is for sentences that name a unit.
    """

    expected: Identity
    criteria_set: CriteriaSet
    unit_names: Mapping[UnitCode, str] = field(default_factory=dict)

    def unit_name(self, code: UnitCode) -> str:
        """The name of a unit for a sentence, or its code when it is not of this campaign."""
        return self.unit_names.get(code, f"mã {code}")


class Returned(Protocol):
    """What every kind of returned workbook can tell about itself."""

    @property
    def identity(self) -> Identity | None:
        """Which workbook it says it is."""

    @property
    def missing_columns(self) -> tuple[str, ...]:
        """Headers that were not found."""

    @property
    def notes(self) -> frozenset[FileNote]:
        """What the file holds beside its cells."""


class Identified(Protocol):
    """A review of any kind of returned workbook, as far as the checks of identity need it."""

    @property
    def returned(self) -> Returned:
        """The returned workbook."""

    @property
    def context(self) -> CheckContext:
        """What it is held against."""


@dataclass(frozen=True)
class Review:
    """A returned workbook, its context, and its self-scored rows read by their rules.

    ``entries`` leaves out rows that occur twice: which of them counts is for the unit to say.
    """

    returned: ReturnedWorkbook
    context: CheckContext
    expected_items: tuple[SubCriterion, ...]
    entries: tuple[Entry, ...]
    survey_rows: tuple[ReturnedRow, ...]
    doubled: tuple[ReturnedRow, ...]
    items: dict[str, SubCriterion] = field(repr=False)


def review(returned: ReturnedWorkbook, context: CheckContext) -> Review:
    """Read every row of ``returned`` that the unit scores itself by the rule of its item."""
    items = context.criteria_set.items_by_code
    expected = self_scored(context.criteria_set, context.expected.unit)
    seen = Counter(row.code for row in returned.rows)
    wanted = {item.code for item in expected}
    return Review(
        returned=returned,
        context=context,
        expected_items=expected,
        entries=tuple(
            read_entry(items[row.code], row)
            for row in returned.rows
            if row.code in wanted and seen[row.code] == 1
        ),
        survey_rows=tuple(
            row
            for row in returned.rows
            if row.code in items and items[row.code].source is Source.SURVEY
        ),
        doubled=tuple(row for row in returned.rows if seen[row.code] > 1),
        items=items,
    )
