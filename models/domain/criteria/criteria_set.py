"""Criteria sets: area > criterion > sub-criterion, with scoring rules as data.

A set belongs to one level and year, cites the decision that issued it, and is frozen for a
campaign. Points are Decimal in steps of 0.01.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from models.domain.units import UnitKind
from models.domain.values import Points, UnitCode, Value

ILLUSTRATIVE = "minh họa, thay bằng phụ lục của Quyết định"
"""The mark of a set that is not the annex of the decision it cites."""


class ScoreSource(StrEnum):
    """Where the points of a sub-criterion come from."""

    SELF = "self"
    """Self-scored by the unit, then appraised."""
    SURVEY = "survey"
    """Measured by the sociological survey; never self-scored."""
    BONUS = "bonus"
    """Added by the appraisers on top of the maximum, capped by the set."""
    DEDUCTION = "deduction"
    """Taken off by the appraisers, capped by the set."""


class YesNo(Value):
    """Full points for "Có", none for "Không"."""

    kind: Literal["yes_no"] = "yes_no"


class Step(Value):
    """Points given from a threshold upwards (``at_least`` is included)."""

    at_least: Decimal
    points: Points


class Steps(Value):
    """Points by thresholds on a declared figure; below the lowest threshold 0."""

    kind: Literal["steps"] = "steps"
    unit: str = "%"
    steps: tuple[Step, ...] = Field(min_length=1)


class Ratio(Value):
    """Declared percentage x maximum / 100; below ``floor`` percent 0 points."""

    kind: Literal["ratio"] = "ratio"
    floor: Decimal | None = Field(default=None, ge=0, le=100)


class Count(Value):
    """A declared count x ``unit_points``, capped at the maximum."""

    kind: Literal["count"] = "count"
    unit_points: Points = Field(gt=0)
    noun: str = "nội dung"


class Option(Value):
    """One level of a choice: what the official picks and the points it gives."""

    label: str = Field(min_length=1)
    points: Points


class Choice(Value):
    """Points by the level chosen from a closed list."""

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...] = Field(min_length=2)


class Cut(Value):
    """One level of a percentage reduction: the share of the maximum that is taken off."""

    label: str = Field(min_length=1)
    percent: Decimal = Field(ge=0, le=100)


class PercentReduction(Value):
    """The maximum less a percentage by the level chosen ("vi phạm nhẹ: trừ 50 % điểm")."""

    kind: Literal["percent_reduction"] = "percent_reduction"
    cuts: tuple[Cut, ...] = Field(min_length=2)


class FreePoints(Value):
    """Points put in by hand, in multiples of ``step``, from 0 to the maximum."""

    kind: Literal["free_points"] = "free_points"
    step: Points = Field(gt=0)


class Satisfaction(Value):
    """Survey item: satisfaction percentage x maximum / 100."""

    kind: Literal["satisfaction"] = "satisfaction"


Rule = Annotated[
    YesNo | Steps | Ratio | Count | Choice | PercentReduction | FreePoints | Satisfaction,
    Field(discriminator="kind"),
]


class SubCriterion(Value):
    """The leaf that is scored (tiêu chí thành phần), coded like ``1.2.3``.

    ``optional`` allows "Không áp dụng", which takes the maximum out of the divisor. ``excused``
    lists units to which the item does not apply at all. ``body`` is the department in charge
    where that is not the one of the criterion or the area; an adjustment always names its own.
    """

    code: str = Field(pattern=r"^([1-9]\d*\.[1-9]\d*\.[1-9]\d*|[CT]\.[1-9]\d*)$")
    name: str = Field(min_length=1)
    max_points: Points = Field(gt=0)
    source: ScoreSource = ScoreSource.SELF
    rule: Rule
    evidence: str = ""
    body: UnitCode | None = None
    optional: bool = False
    excused: frozenset[UnitCode] = frozenset()

    def __hash__(self) -> int:
        """By the code: to go through all fields takes longer than what is remembered by it."""
        return hash(self.code)


class Criterion(Value):
    """A criterion (tiêu chí), coded like ``1.2``; its maximum is the sum of its leaves.

    ``body`` is in charge of it where that is not the body of the area.
    """

    code: str = Field(pattern=r"^[1-9]\d*\.[1-9]\d*$")
    name: str = Field(min_length=1)
    max_points: Points = Field(gt=0)
    body: UnitCode | None = None
    items: tuple[SubCriterion, ...] = Field(min_length=1)


class Area(Value):
    """An area of reform (lĩnh vực), coded ``1``; ``body`` appraises all that names no other."""

    code: str = Field(pattern=r"^[1-9]\d*$")
    name: str = Field(min_length=1)
    max_points: Points = Field(gt=0)
    body: UnitCode
    criteria: tuple[Criterion, ...] = Field(min_length=1)


class Split(Value):
    """How the scale divides between scored criteria and the survey (for example 70 + 30)."""

    scored: Points
    survey: Points


class CriteriaSet(Value):
    """All that a unit of one level is scored by in one year.

    ``illustrative`` marks a set that is not the annex of the decision it cites and must be
    replaced before real use; every view prints that mark. ``adjustments`` are the bonus and
    deduction items, which stand outside the areas and outside the divisor.
    """

    code: str = Field(pattern=r"^[a-z0-9][a-z0-9\-]*$")
    title: str
    annex: str
    decision: str
    level: UnitKind
    year: int = Field(ge=2000, le=2100)
    version: int = Field(ge=1)
    effective_from: date
    effective_to: date | None = None
    illustrative: bool = False
    split: Split
    areas: tuple[Area, ...] = Field(min_length=1)
    adjustments: tuple[SubCriterion, ...] = ()
    bonus_cap: Points = Decimal(0)
    deduction_cap: Points = Decimal(0)

    def leaves(self) -> Iterator[tuple[Area, Criterion, SubCriterion]]:
        """Yield every sub-criterion of the areas with its parents, in the order of the set."""
        for area in self.areas:
            for criterion in area.criteria:
                for item in criterion.items:
                    yield area, criterion, item

    @cached_property
    def items_by_code(self) -> dict[str, SubCriterion]:
        """Every sub-criterion of the areas by its code, in the order of the set."""
        return {leaf.code: leaf for _, _, leaf in self.leaves()}

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of all criteria, sub-criteria and adjustments."""
        criteria = {criterion.code for _, criterion, _ in self.leaves()}
        adjustments = {adjustment.code for adjustment in self.adjustments}
        return frozenset(criteria | adjustments | self.items_by_code.keys())

    def item(self, code: str) -> SubCriterion:
        """Return the sub-criterion or adjustment with this code; KeyError if there is none."""
        for _, _, leaf in self.leaves():
            if leaf.code == code:
                return leaf
        for adjustment in self.adjustments:
            if adjustment.code == code:
                return adjustment
        raise KeyError(code)

    @property
    def mark(self) -> str:
        """What every view of an illustrative set says, as it stands inside a sentence, else ""."""
        return ILLUSTRATIVE if self.illustrative else ""

    @property
    def mark_line(self) -> str:
        """The mark as a line of its own, else ""."""
        return self.mark[:1].upper() + self.mark[1:]

    @property
    def scale(self) -> Decimal:
        """The maximum of the whole set, without adjustments (usually 100)."""
        return sum((area.max_points for area in self.areas), Decimal(0))
