"""The scoring engine: (criteria set, answers, survey) -> score tree.

The points of each sub-criterion are rounded half-up to 0.01 once, because they are published;
every sum is the exact sum of published points, so a score card can be added up by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor

from models.domain.answers import Answer, Awarded, Declared, NotApplicable
from models.domain.criteria import Area, CriteriaSet, Criterion, Source, SubCriterion
from models.domain.errors import AnswerRefused
from models.domain.rules import points_for, survey_points
from models.domain.values import UnitCode, Value

__all__ = [
    "Answer",
    "AreaScore",
    "Awarded",
    "CriterionScore",
    "Declared",
    "LeafScore",
    "NotApplicable",
    "ScoreTree",
    "percent_of",
    "score",
]

ZERO = Decimal("0.00")


def percent_of(share: Fraction) -> Decimal:
    """An exact share as a percentage with two places, halves up."""
    cents = floor(share * 10_000 + Fraction(1, 2))
    return Decimal(cents).scaleb(-2)


class LeafScore(Value):
    """Published points of one sub-criterion; ``maximum`` is 0 when it does not apply."""

    code: str
    name: str
    source: Source
    points: Decimal
    maximum: Decimal
    applicable: bool


class CriterionScore(Value):
    """A criterion: the exact sums of its sub-criteria."""

    code: str
    name: str
    points: Decimal
    maximum: Decimal
    items: tuple[LeafScore, ...]


class AreaScore(Value):
    """An area: the exact sums of its criteria."""

    code: str
    name: str
    points: Decimal
    maximum: Decimal
    criteria: tuple[CriterionScore, ...]

    @property
    def index(self) -> Fraction:
        """Points over the applicable maximum, exact; 0 when nothing applies."""
        return _share(self.points, self.maximum)


class ScoreTree(Value):
    """The score card of one unit.

    ``points`` is the sum of the areas plus ``bonus`` less ``deduction`` (both already capped),
    kept within 0 and ``maximum``; ``maximum`` is the applicable maximum of the areas.
    """

    unit: UnitCode
    criteria_set: str
    version: int
    areas: tuple[AreaScore, ...]
    adjustments: tuple[LeafScore, ...] = ()
    bonus: Decimal
    deduction: Decimal
    points: Decimal
    maximum: Decimal

    @property
    def index(self) -> Fraction:
        """Points over the applicable maximum, exact; 0 when nothing applies."""
        return _share(self.points, self.maximum)

    @property
    def index_percent(self) -> Decimal:
        """The index as published: percent, half-up to two places."""
        return percent_of(self.index)

    def leaves(self) -> Iterable[LeafScore]:
        """Every sub-criterion of the areas, in the order of the set."""
        return (
            leaf for area in self.areas for criterion in area.criteria for leaf in criterion.items
        )

    def points_from(self, *sources: Source) -> Decimal:
        """Points of the areas that come from ``sources``, with capped bonus and deduction.

        A deduction counts as negative, so that all sources together give the total before it is
        kept within 0 and the maximum.
        """
        points = sum((leaf.points for leaf in self.leaves() if leaf.source in sources), ZERO)
        points += self.bonus if Source.BONUS in sources else 0
        return points - (self.deduction if Source.DEDUCTION in sources else 0)


def score(
    criteria_set: CriteriaSet,
    unit: UnitCode,
    answers: Mapping[str, Answer],
    satisfaction: Mapping[str, Decimal],
) -> ScoreTree:
    """Score one unit.

    ``answers`` and ``satisfaction`` (published percent) are keyed by sub-criterion code; what is
    missing gives 0 points, what the unit is excused from leaves the divisor. Raises AnswerRefused
    for an answer that does not fit its rule, an answer to a survey item, and an unknown code.
    """
    _check_codes(criteria_set, answers, satisfaction)
    areas = tuple(_score_area(area, unit, answers, satisfaction) for area in criteria_set.areas)
    adjustments = tuple(
        _score_leaf(item, unit, answers, satisfaction) for item in criteria_set.adjustments
    )
    bonus = min(_sum_of(adjustments, Source.BONUS), criteria_set.bonus_cap)
    deduction = min(_sum_of(adjustments, Source.DEDUCTION), criteria_set.deduction_cap)
    maximum = sum((area.maximum for area in areas), ZERO)
    earned = sum((area.points for area in areas), ZERO) + bonus - deduction
    return ScoreTree(
        unit=unit,
        criteria_set=criteria_set.code,
        version=criteria_set.version,
        areas=areas,
        adjustments=adjustments,
        bonus=bonus,
        deduction=deduction,
        points=max(ZERO, min(earned, maximum)),
        maximum=maximum,
    )


def _share(points: Decimal, maximum: Decimal) -> Fraction:
    return Fraction(points) / Fraction(maximum) if maximum else Fraction(0)


def _sum_of(leaves: Iterable[LeafScore], source: Source) -> Decimal:
    return sum((leaf.points for leaf in leaves if leaf.source is source), ZERO)


def _check_codes(
    criteria_set: CriteriaSet,
    answers: Mapping[str, Answer],
    satisfaction: Mapping[str, Decimal],
) -> None:
    items = [item for _, _, item in criteria_set.leaves()]
    surveyed = {item.code for item in items if item.source is Source.SURVEY}
    answered = {item.code for item in (*items, *criteria_set.adjustments)} - surveyed
    for code in answers:
        if code in surveyed:
            raise AnswerRefused(
                f"Tiêu chí {code} do khảo sát xác định, không tự chấm. Đề nghị xóa ô này.", code
            )
        if code not in answered:
            raise AnswerRefused(_unknown(code, criteria_set), code)
    for code in satisfaction:
        if code not in surveyed:
            raise AnswerRefused(_unknown(code, criteria_set, "khảo sát "), code)


def _unknown(code: str, criteria_set: CriteriaSet, what: str = "") -> str:
    return (
        f"Bộ tiêu chí {criteria_set.code} không có tiêu chí {what}mã {code}. "
        "Đề nghị kiểm tra lại mã tiêu chí."
    )


def _score_area(
    area: Area,
    unit: UnitCode,
    answers: Mapping[str, Answer],
    satisfaction: Mapping[str, Decimal],
) -> AreaScore:
    criteria = tuple(_score_criterion(c, unit, answers, satisfaction) for c in area.criteria)
    return AreaScore(
        code=area.code,
        name=area.name,
        points=sum((criterion.points for criterion in criteria), ZERO),
        maximum=sum((criterion.maximum for criterion in criteria), ZERO),
        criteria=criteria,
    )


def _score_criterion(
    criterion: Criterion,
    unit: UnitCode,
    answers: Mapping[str, Answer],
    satisfaction: Mapping[str, Decimal],
) -> CriterionScore:
    items = tuple(_score_leaf(item, unit, answers, satisfaction) for item in criterion.items)
    return CriterionScore(
        code=criterion.code,
        name=criterion.name,
        points=sum((leaf.points for leaf in items), ZERO),
        maximum=sum((leaf.maximum for leaf in items), ZERO),
        items=items,
    )


def _score_leaf(
    item: SubCriterion,
    unit: UnitCode,
    answers: Mapping[str, Answer],
    satisfaction: Mapping[str, Decimal],
) -> LeafScore:
    answer = answers.get(item.code)
    excused = unit in item.excused
    points = ZERO if excused else _points(item, answer, satisfaction.get(item.code))
    applicable = not excused and not isinstance(answer, NotApplicable)
    return LeafScore(
        code=item.code,
        name=item.name,
        source=item.source,
        points=points,
        maximum=item.max_points if applicable else ZERO,
        applicable=applicable,
    )


def _points(item: SubCriterion, answer: Answer | None, percent: Decimal | None) -> Decimal:
    if item.source is Source.SURVEY:
        return ZERO if percent is None else survey_points(item, percent)
    return ZERO if answer is None else points_for(item, answer)
