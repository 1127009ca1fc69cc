"""The rows of a score card: areas, criteria and sub-criteria, own points beside the final ones."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pydantic import Field

from models.domain.criteria.criteria_set import ScoreSource
from models.domain.scoring.score_tree import AreaScore, CriterionScore, LeafScore, ScoreTree
from models.domain.values import UnitCode, Value
from models.domain.vietnamese.numbers import format_points
from tasks.rendering.excel import Cell

CARD_HEADS = (
    *("Mã", "Lĩnh vực, tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Điểm tự đánh giá"),
    *("Điểm thẩm định, khảo sát", "Ghi chú"),
)
CARD_WIDTHS = (8, 70, 10, 11, 11, 36)
SURVEYED = "Xác định qua khảo sát"
LATE = "Điểm trừ do nộp muộn"

CardRow = tuple[tuple[Cell, ...], bool]


class ScoreCard(Value):
    """A unit's own scores beside the final ones; ``notes`` by sub-criterion say why they differ.

    ``declared`` is None for a unit that sent no self-assessment. ``surveyed`` is False while the
    body above has not measured the survey items: they are then in no sum and no maximum.
    ``late_rule`` says what the campaign takes off a form that came late.
    """

    unit: UnitCode
    name: str
    declared: ScoreTree | None
    final: ScoreTree
    notes: dict[str, str] = Field(default_factory=dict)
    surveyed: bool = True
    late_rule: str = ""


def card_rows(card: ScoreCard) -> Iterator[CardRow]:
    """The cells of every row in the order of CARD_HEADS, and whether the row is a sum."""
    yield _head_cells(card), True
    for area in card.final.areas:
        yield _sum_cells(card, area, _leaves(area)), True
        for criterion in area.criteria:
            yield _sum_cells(card, criterion, criterion.items), True
            yield from ((_leaf_cells(card, leaf), False) for leaf in criterion.items)
    yield from ((_leaf_cells(card, leaf), False) for leaf in card.final.adjustments)
    if card.final.late:
        yield ("", LATE, None, None, card.final.late, card.late_rule), False


def _head_cells(card: ScoreCard) -> tuple[Cell, ...]:
    if card.surveyed:
        own = card.declared.points if card.declared else None
        return ("", card.name, card.final.maximum, own, card.final.points, "")
    leaves = tuple(card.final.leaves())
    missing = _sum(leaf.maximum for leaf in leaves if not _counts(card, leaf))
    note = f"Chưa gồm phần khảo sát ({format_points(missing)} điểm), cấp trên đo" if missing else ""
    return ("", card.name, *_figures(card, leaves), note)


def _sum_cells(
    card: ScoreCard, part: AreaScore | CriterionScore, leaves: tuple[LeafScore, ...]
) -> tuple[Cell, ...]:
    return (part.code, part.name, *_figures(card, leaves), "")


def _figures(card: ScoreCard, leaves: tuple[LeafScore, ...]) -> tuple[Cell, Cell, Cell]:
    """Maximum, own and final points; empty where nobody scores, for 0,00 would be a score."""
    counted = [leaf for leaf in leaves if _counts(card, leaf)]
    if not counted:
        return (None, None, None)
    return (
        _sum(leaf.maximum for leaf in counted),
        _own(card, leaves),
        _sum(leaf.points for leaf in counted),
    )


def _leaf_cells(card: ScoreCard, leaf: LeafScore) -> tuple[Cell, ...]:
    note = card.notes.get(leaf.code, "")
    if not leaf.applicable:
        return (leaf.code, leaf.name, None, None, None, note or "Không áp dụng")
    if not _counts(card, leaf):
        words = f"Chưa đo (tối đa {format_points(leaf.maximum)} điểm)"
        return (leaf.code, leaf.name, None, None, None, note or words)
    if leaf.source is ScoreSource.SURVEY:
        return (leaf.code, leaf.name, leaf.maximum, None, leaf.points, note or SURVEYED)
    return (leaf.code, leaf.name, leaf.maximum, _own(card, (leaf,)), leaf.points, note)


def _counts(card: ScoreCard, leaf: LeafScore) -> bool:
    return card.surveyed or leaf.source is not ScoreSource.SURVEY


def _own(card: ScoreCard, leaves: tuple[LeafScore, ...]) -> Decimal | None:
    """What the unit gave itself in ``leaves``; None where it had nothing to score."""
    asked = {leaf.code for leaf in leaves if leaf.source is ScoreSource.SELF}
    if card.declared is None or not asked:
        return None
    return _sum(leaf.points for leaf in card.declared.leaves() if leaf.code in asked)


def _sum(points: Iterable[Decimal]) -> Decimal:
    return sum(points, Decimal(0))


def _leaves(area: AreaScore) -> tuple[LeafScore, ...]:
    return tuple(leaf for criterion in area.criteria for leaf in criterion.items)
