"""Scores: rows by criterion as they are stored, and the score card that adds them up.

A card is areas > criteria > sub-criteria with points, maxima and exact indexes.

Plain dataclasses: the scoring engine makes them by the thousand, of values that are checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from models.domain.criteria.answers import Answer
from models.domain.criteria.criteria_set import ScoreSource
from models.domain.values import Points, UnitCode, Value, to_hundredths

ZERO = Decimal("0.00")


def share_of(points: Decimal, maximum: Decimal) -> Fraction:
    """Points over maximum, exact; 0 when the maximum is 0."""
    return Fraction(points) / Fraction(maximum) if maximum else Fraction(0)


def percent_of(share: Fraction) -> Decimal:
    """An exact share as a percentage with two places, halves up."""
    cents = floor(share * 10_000 + Fraction(1, 2))
    return Decimal(cents).scaleb(-2)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafScore:
    """Published points of one sub-criterion; ``maximum`` is 0 when it does not apply."""

    code: str
    name: str
    source: ScoreSource
    points: Decimal
    maximum: Decimal
    applicable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """A criterion: the exact sums of its sub-criteria."""

    code: str
    name: str
    points: Decimal
    maximum: Decimal
    items: tuple[LeafScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaScore:
    """An area: the exact sums of its criteria."""

    code: str
    name: str
    points: Decimal
    maximum: Decimal
    criteria: tuple[CriterionScore, ...]

    @property
    def index(self) -> Fraction:
        """Points over the applicable maximum, exact; 0 when nothing applies."""
        return share_of(self.points, self.maximum)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTree:
    """The score card of one unit.

    ``points`` is the sum of the areas plus ``bonus`` less ``deduction`` (both already capped) and
    less what ``late`` takes off, kept within 0 and ``maximum``; ``maximum`` is the applicable
    maximum of the areas.
    """

    unit: UnitCode
    criteria_set: str
    version: int
    areas: tuple[AreaScore, ...]
    adjustments: tuple[LeafScore, ...] = ()
    bonus: Decimal
    deduction: Decimal
    late: Decimal = ZERO
    points: Decimal
    maximum: Decimal

    @property
    def index(self) -> Fraction:
        """Points over the applicable maximum, exact; 0 when nothing applies."""
        return share_of(self.points, self.maximum)

    @property
    def index_percent(self) -> Decimal:
        """The index as published: percent, half-up to two places."""
        return percent_of(self.index)

    def leaves(self) -> Iterable[LeafScore]:
        """Every sub-criterion of the areas, in the order of the set."""
        return (
            leaf for area in self.areas for criterion in area.criteria for leaf in criterion.items
        )

    def points_from(self, *sources: ScoreSource) -> Decimal:
        """Points of the areas that come from ``sources``, with capped bonus and deduction.

        A deduction counts as negative, so that all sources together give the total before it is
        kept within 0 and the maximum.
        """
        points = sum((leaf.points for leaf in self.leaves() if leaf.source in sources), ZERO)
        points += self.bonus if ScoreSource.BONUS in sources else 0
        return points - (self.deduction if ScoreSource.DEDUCTION in sources else 0)


SELF = "self"
"""Who scored a sheet: the unit itself. Departments that appraise stand there by their code."""


class ScoreRow(Value):
    """The answer to one criterion and its points; ``by`` is who scored it, ``note`` says why."""

    criterion: str
    answer: Answer
    points: Points
    note: str = ""
    by: str = ""

    @property
    def line(self) -> ScoreLine:
        """The row as it is kept."""
        return score_line(self.criterion, self.answer, self.points, self.note, self.by)


ScoreLine = tuple[str, str, int, str, str]
"""A row in plain text and whole numbers, which costs little to send and to store: criterion, answer
as JSON, points as hundredths, note, by."""


def score_line(
    criterion: str, answer: Answer, points: Decimal, note: str = "", by: str = ""
) -> ScoreLine:
    """A row as it is kept; ValueError when the points have more than two places."""
    return criterion, answer.as_json, to_hundredths(points), note, by
