"""The results table: self, appraised and survey points, total, index and rank of every unit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256

from pydantic import Field

from models.domain.criteria.answers import Answer
from models.domain.criteria.criteria_set import CriteriaSet, ScoreSource, SubCriterion
from models.domain.criteria.parts import appraised_items
from models.domain.scoring.engine import score, self_points
from models.domain.scoring.ranking import RankedIndex, RankingPolicy, RankPlace, rank, rank_interval
from models.domain.scoring.score_tree import ScoreTree
from models.domain.scoring.survey import SurveyFigure
from models.domain.units import Unit
from models.domain.values import UnitCode, Value


class UnitResult(Value):
    """One row of the results table.

    ``self_points``, ``appraised_points`` and ``survey_points`` are sums of published points of
    the areas; ``total`` is appraised + survey + bonus - deduction - late deduction, kept within 0
    and ``maximum``. ``late_deduction`` is what a campaign with a penalty takes off a late form.
    ``rank_low`` to ``rank_high`` is the range of places the survey's sampling error leaves open.
    ``area_points`` (by area code) follow the appraised card, ``area_maxima`` are what of each area
    applies to the unit. ``unappraised`` are the codes of what no department has scored yet: they
    stand in ``appraised_points`` as the unit scored itself.
    """

    unit: UnitCode
    name: str
    self_points: Decimal
    appraised_points: Decimal
    survey_points: Decimal
    bonus: Decimal
    deduction: Decimal
    total: Decimal
    maximum: Decimal
    index_percent: Decimal
    rank: int
    tied: bool
    band: str | None
    rank_low: int
    rank_high: int
    area_points: dict[str, Decimal]
    area_maxima: dict[str, Decimal] = Field(default_factory=dict)
    submitted: bool
    unappraised: tuple[str, ...] = ()
    late_deduction: Decimal = Decimal(0)


class _Card(Value):
    """What is known of one unit before the units are compared."""

    unit: Unit
    self_points: Decimal
    final: ScoreTree
    error: Decimal
    submitted: bool
    unappraised: tuple[str, ...]


def compile_results(
    criteria_set: CriteriaSet,
    units: Sequence[Unit],
    self_answers: Mapping[UnitCode, Mapping[str, Answer]],
    appraised: Mapping[UnitCode, Mapping[str, Answer]],
    satisfaction: Mapping[UnitCode, Mapping[str, SurveyFigure]],
    policy: RankingPolicy,
    late: Mapping[UnitCode, Decimal] | None = None,
) -> tuple[UnitResult, ...]:
    """Score, rank and list all ``units``, in order of rank, then unit code.

    An item without an appraised answer keeps the self answer and is named in ``unappraised``. A
    unit without a self-assessment has nothing to appraise: it is listed with its survey alone.
    ``late`` are the points taken off units whose form came late.
    """
    items = appraised_items(criteria_set)
    cards = {
        unit.code: _card(
            criteria_set,
            items,
            unit,
            self_answers.get(unit.code),
            appraised.get(unit.code, {}),
            satisfaction.get(unit.code, {}),
            (late or {}).get(unit.code, Decimal(0)),
        )
        for unit in units
    }
    places = rank([_standing(card.final) for card in cards.values()], policy)
    spans = rank_interval({u: (c.final.index_percent, c.error) for u, c in cards.items()})
    return tuple(_row(cards[place.unit], place, spans[place.unit]) for place in places)


def ranking_digest(results: Sequence[UnitResult]) -> str:
    """SHA-256 (hex) of the ranking, one line "unit;total;maximum;rank" per unit in rank order."""
    ordered = sorted(results, key=lambda row: (row.rank, row.unit))
    lines = (f"{row.unit};{row.total:.2f};{row.maximum:.2f};{row.rank}\n" for row in ordered)
    return sha256("".join(lines).encode()).hexdigest()


def _card(
    criteria_set: CriteriaSet,
    items: Sequence[SubCriterion],
    unit: Unit,
    own: Mapping[str, Answer] | None,
    appraised: Mapping[str, Answer],
    figures: Mapping[str, SurveyFigure],
    late: Decimal,
) -> _Card:
    percents = {code: figure.percent for code, figure in figures.items()}
    answers = own or {}
    decided = {} if own is None else {**answers, **appraised}
    final = score(criteria_set, unit.code, decided, percents, late)
    return _Card(
        unit=unit,
        self_points=self_points(criteria_set, unit.code, answers),
        final=final,
        error=_index_error(final, figures),
        submitted=own is not None,
        unappraised=() if own is None else tuple(_left_open(items, unit.code, appraised)),
    )


def _left_open(
    items: Iterable[SubCriterion], unit: UnitCode, appraised: Mapping[str, Answer]
) -> Iterator[str]:
    for item in items:
        if item.code not in appraised and unit not in item.excused:
            yield item.code


def _index_error(tree: ScoreTree, figures: Mapping[str, SurveyFigure]) -> Decimal:
    """Standard error of the index in percent.

    The errors of the items are added up, as if fully correlated: the same people answer all items
    of a form, and the sum is the most that the error can be.
    """
    if not tree.maximum:
        return Decimal(0)
    errors = (
        figures[leaf.code].standard_error * leaf.maximum
        for leaf in tree.leaves()
        if leaf.code in figures
    )
    return sum(errors, Decimal(0)) / tree.maximum


def _standing(tree: ScoreTree) -> RankedIndex:
    areas = {area.code: area.index for area in tree.areas}
    return RankedIndex(unit=tree.unit, index=tree.index, areas=areas)


def _row(card: _Card, place: RankPlace, span: tuple[int, int]) -> UnitResult:
    final = card.final
    return UnitResult(
        unit=card.unit.code,
        name=card.unit.name,
        self_points=card.self_points,
        appraised_points=final.points_from(ScoreSource.SELF),
        survey_points=final.points_from(ScoreSource.SURVEY),
        bonus=final.bonus,
        deduction=final.deduction,
        total=final.points,
        maximum=final.maximum,
        index_percent=final.index_percent,
        rank=place.rank,
        tied=place.tied,
        band=place.band,
        # Dense ranks run below places counted 1 to n; the range must still hold the rank.
        rank_low=min(span[0], place.rank),
        rank_high=span[1],
        area_points={area.code: area.points for area in final.areas},
        area_maxima={area.code: area.maximum for area in final.areas},
        submitted=card.submitted,
        unappraised=card.unappraised,
        late_deduction=final.late,
    )


def unappraised_words(results: Sequence[UnitResult]) -> tuple[str, ...]:
    """One Vietnamese line for each list of criteria, with the units in which it was left open.

    Empty when every unit that sent a self-assessment was appraised in all its criteria.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for result in results:
        if result.unappraised:
            groups.setdefault(result.unappraised, []).append(result.name)
    sent = sum(result.submitted for result in results)
    return tuple(f"{_criteria(codes)} của {_units(units, sent)}" for codes, units in groups.items())


def _criteria(codes: Sequence[str]) -> str:
    return f"{len(codes)} tiêu chí ({', '.join(codes)})"


def _units(names: Sequence[str], sent: int) -> str:
    if len(names) == sent and sent > 1:
        return f"cả {sent} đơn vị đã gửi bảng tự đánh giá"
    return ", ".join(names)
