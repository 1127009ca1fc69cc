"""Small criteria sets for tests: whole by construction, so a test only says what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby

from models.domain.criteria.criteria_set import (
    Area,
    Choice,
    Count,
    CriteriaSet,
    Criterion,
    Cut,
    FreePoints,
    Option,
    PercentReduction,
    Ratio,
    Rule,
    Satisfaction,
    ScoreSource,
    Split,
    Step,
    Steps,
    SubCriterion,
    YesNo,
)
from models.domain.units import UnitKind

ON_TIME = Steps(
    unit="%",
    steps=(
        Step(at_least=Decimal(80), points=Decimal("0.5")),
        Step(at_least=Decimal(90), points=Decimal(1)),
        Step(at_least=Decimal(100), points=Decimal(2)),
    ),
)
PUBLICITY = Choice(
    options=(
        Option(label="Đầy đủ, kịp thời", points=Decimal(2)),
        Option(label="Chưa đầy đủ", points=Decimal(1)),
        Option(label="Không công khai", points=Decimal(0)),
    )
)
DISCIPLINE = PercentReduction(
    cuts=(
        Cut(label="Không vi phạm", percent=Decimal(0)),
        Cut(label="Vi phạm nhẹ", percent=Decimal(50)),
        Cut(label="Vi phạm nghiêm trọng", percent=Decimal(100)),
    )
)


def leaf(
    code: str,
    rule: Rule | None = None,
    maximum: str = "1",
    source: ScoreSource | None = None,
    optional: bool = False,
    excused: Iterable[str] = (),
) -> SubCriterion:
    """A sub-criterion; by default yes/no for 1 point, and from the survey if the rule says so.

    A bonus or deduction is for "noi-vu" to look into, as are the areas.
    """
    rule = rule or YesNo()
    measured = ScoreSource.SURVEY if isinstance(rule, Satisfaction) else ScoreSource.SELF
    return SubCriterion(
        code=code,
        name=f"Tiêu chí thành phần {code}",
        max_points=Decimal(maximum),
        source=source or measured,
        rule=rule,
        body="noi-vu" if code[0] in "CT" else None,
        optional=optional,
        excused=frozenset(excused),
    )


def set_of(
    *items: SubCriterion,
    adjustments: tuple[SubCriterion, ...] = (),
    bonus_cap: str = "0",
    deduction_cap: str = "0",
) -> CriteriaSet:
    """A whole set around ``items``: areas and criteria from the codes, maxima from the sums."""
    return CriteriaSet(
        code="bo-thu",
        title="Bộ tiêu chí thử",
        annex="Phụ lục III",
        decision="minh họa, thay bằng phụ lục của Quyết định",
        level=UnitKind.COMMUNE,
        year=2021,
        version=1,
        effective_from=date(2021, 10, 11),
        illustrative=True,
        split=Split(
            scored=_sum(i for i in items if i.source is ScoreSource.SELF),
            survey=_sum(i for i in items if i.source is ScoreSource.SURVEY),
        ),
        areas=tuple(_area(code, children) for code, children in _grouped(items, 1)),
        adjustments=adjustments,
        bonus_cap=Decimal(bonus_cap),
        deduction_cap=Decimal(deduction_cap),
    )


def every_rule_set() -> CriteriaSet:
    """Two areas that use every rule kind, a survey item, an optional and an excused item."""
    return set_of(
        leaf("1.1.1"),
        leaf("1.1.2", ON_TIME, "2"),
        leaf("1.2.1", Ratio(floor=Decimal(50)), "3", optional=True),
        leaf("1.2.2", Count(unit_points=Decimal("0.5"), noun="văn bản"), "2"),
        leaf("2.1.1", PUBLICITY, "2"),
        leaf("2.1.2", DISCIPLINE, "1.5", excused=("18500",)),
        leaf("2.1.3", FreePoints(step=Decimal("0.25")), "2"),
        leaf("2.2.1", Satisfaction(), "10"),
        adjustments=(
            leaf("C.1", FreePoints(step=Decimal("0.5")), "2", ScoreSource.BONUS),
            leaf("C.2", YesNo(), "2", ScoreSource.BONUS),
            leaf("T.1", FreePoints(step=Decimal("0.5")), "5", ScoreSource.DEDUCTION),
        ),
        bonus_cap="3",
        deduction_cap="4",
    )


def _area(code: str, items: tuple[SubCriterion, ...]) -> Area:
    return Area(
        code=code,
        name=f"Lĩnh vực {code}",
        max_points=_sum(items),
        body="noi-vu",
        criteria=tuple(_criterion(inner, children) for inner, children in _grouped(items, 2)),
    )


def _criterion(code: str, items: tuple[SubCriterion, ...]) -> Criterion:
    return Criterion(code=code, name=f"Tiêu chí {code}", max_points=_sum(items), items=items)


def _grouped(
    items: Iterable[SubCriterion], depth: int
) -> list[tuple[str, tuple[SubCriterion, ...]]]:
    def parent(item: SubCriterion) -> str:
        return ".".join(item.code.split(".")[:depth])

    return [(code, tuple(children)) for code, children in groupby(items, parent)]


def _sum(items: Iterable[SubCriterion]) -> Decimal:
    return sum((item.max_points for item in items), Decimal(0))
