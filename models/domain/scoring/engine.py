"""The scoring engine: (criteria set, answers, survey) -> score tree.

The points of each sub-criterion are rounded half-up to 0.01 once, because they are published;
every sum is the exact sum of published points, so a score card can be added up by hand.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from models.domain.criteria.answers import Answer, NotApplicable
from models.domain.criteria.criteria_set import (
    Area,
    CriteriaSet,
    Criterion,
    ScoreSource,
    SubCriterion,
)
from models.domain.criteria.rules import points_for, points_for_survey
from models.domain.errors import AnswerRefused
from models.domain.scoring.score_tree import ZERO, AreaScore, CriterionScore, LeafScore, ScoreTree
from models.domain.values import UnitCode, half_up


def score(
    criteria_set: CriteriaSet,
    unit: UnitCode,
    answers: Mapping[str, Answer],
    satisfaction: Mapping[str, Decimal],
    late: Decimal = ZERO,
) -> ScoreTree:
    """Score one unit; ``late`` are the points that it loses because its form came late.

    ``answers`` and ``satisfaction`` (published percent) are keyed by sub-criterion code; what is
    missing gives 0 points, what the unit is excused from leaves the divisor. Raises AnswerRefused
    for an answer that does not fit its rule, an answer to a survey item, and an unknown code.
    """
    _check_codes(criteria_set, answers, satisfaction)

    def leaf(item: SubCriterion) -> LeafScore:
        return _score_leaf(item, unit, answers.get(item.code), satisfaction.get(item.code))

    areas = tuple(_score_area(area, leaf) for area in criteria_set.areas)
    adjustments = tuple(leaf(item) for item in criteria_set.adjustments)
    return _score_card(criteria_set, unit, areas, adjustments, late)


def self_points(
    criteria_set: CriteriaSet, unit: UnitCode, answers: Mapping[str, Answer]
) -> Decimal:
    """What ``score(...).points_from(Source.SELF)`` is, at a third of the work."""
    _check_codes(criteria_set, answers, {})
    points = (
        points_for(item, answers[item.code])
        for _, _, item in criteria_set.leaves()
        if item.source is ScoreSource.SELF and item.code in answers and unit not in item.excused
    )
    return sum(points, ZERO)


def _score_card(
    criteria_set: CriteriaSet,
    unit: UnitCode,
    areas: tuple[AreaScore, ...],
    adjustments: tuple[LeafScore, ...],
    late: Decimal,
) -> ScoreTree:
    bonus = _capped(adjustments, ScoreSource.BONUS, criteria_set.bonus_cap)
    deduction = _capped(adjustments, ScoreSource.DEDUCTION, criteria_set.deduction_cap)
    maximum = sum((area.maximum for area in areas), ZERO)
    earned = sum((area.points for area in areas), ZERO) + bonus - deduction - late
    return ScoreTree(
        unit=unit,
        criteria_set=criteria_set.code,
        version=criteria_set.version,
        areas=areas,
        adjustments=adjustments,
        bonus=bonus,
        deduction=deduction,
        late=late,
        points=max(ZERO, min(earned, maximum)),
        maximum=maximum,
    )


def _capped(leaves: Iterable[LeafScore], source: ScoreSource, cap: Decimal) -> Decimal:
    points = sum((leaf.points for leaf in leaves if leaf.source is source), ZERO)
    return half_up(min(points, cap))


def _score_area(area: Area, leaf: Callable[[SubCriterion], LeafScore]) -> AreaScore:
    criteria = tuple(_score_criterion(criterion, leaf) for criterion in area.criteria)
    return AreaScore(
        code=area.code,
        name=area.name,
        points=sum((criterion.points for criterion in criteria), ZERO),
        maximum=sum((criterion.maximum for criterion in criteria), ZERO),
        criteria=criteria,
    )


def _score_criterion(
    criterion: Criterion, leaf: Callable[[SubCriterion], LeafScore]
) -> CriterionScore:
    items = tuple(leaf(item) for item in criterion.items)
    return CriterionScore(
        code=criterion.code,
        name=criterion.name,
        points=sum((item.points for item in items), ZERO),
        maximum=sum((item.maximum for item in items), ZERO),
        items=items,
    )


def _score_leaf(
    item: SubCriterion, unit: UnitCode, answer: Answer | None, percent: Decimal | None
) -> LeafScore:
    excused = unit in item.excused
    applicable = not excused and not isinstance(answer, NotApplicable)
    return LeafScore(
        code=item.code,
        name=item.name,
        source=item.source,
        points=ZERO if excused else _points(item, answer, percent),
        maximum=item.max_points if applicable else ZERO,
        applicable=applicable,
    )


def _points(item: SubCriterion, answer: Answer | None, percent: Decimal | None) -> Decimal:
    if item.source is ScoreSource.SURVEY:
        return ZERO if percent is None else points_for_survey(item, percent)
    return ZERO if answer is None else points_for(item, answer)


def _check_codes(
    criteria_set: CriteriaSet,
    answers: Mapping[str, Answer],
    satisfaction: Mapping[str, Decimal],
) -> None:
    items = [item for _, _, item in criteria_set.leaves()]
    surveyed = {item.code for item in items if item.source is ScoreSource.SURVEY}
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
