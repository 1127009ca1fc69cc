"""What appraisers took off a unit's own points, item by item, and the words for it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from textwrap import shorten

from models.domain.criteria.answers import NotApplicable
from models.domain.criteria.criteria_set import ScoreSource, SubCriterion
from models.domain.scoring.score_tree import ScoreRow
from models.domain.values import Points, Value
from models.domain.vietnamese.numbers import format_points

LONGEST_NAME = 90
"""Characters of an item's name beside its code; the unit has the whole of it in its workbook."""


class ScoreReduction(Value):
    """An item whose points were taken off; None is "not applicable".

    Of a deduction (điểm trừ), which units do not score themselves, ``declared`` is 0 and
    ``appraised`` what it takes off. ``reason`` is the appraiser's, empty when none was given.
    """

    code: str
    declared: Points | None
    appraised: Points | None
    reason: str = ""

    @property
    def points(self) -> tuple[str, Decimal | None, Decimal | None]:
        """What makes it another request: a reason in other words does not."""
        return self.code, self.declared, self.appraised


def score_reductions(
    items: Iterable[SubCriterion],
    declared: Mapping[str, ScoreRow],
    appraised: Mapping[str, ScoreRow],
) -> tuple[ScoreReduction, ...]:
    """What was taken off one unit, in the order of ``items``; rows by code."""
    return tuple(_contested(items, declared, appraised))


def _contested(
    items: Iterable[SubCriterion],
    declared: Mapping[str, ScoreRow],
    appraised: Mapping[str, ScoreRow],
) -> Iterator[ScoreReduction]:
    for item in items:
        if item.source is ScoreSource.BONUS or item.code not in appraised:
            continue
        row = appraised[item.code]
        own, found = _points(declared.get(item.code)), _points(row)
        if _is_taken_off(item, own, found):
            yield ScoreReduction(
                code=item.code, declared=own, appraised=found, reason=" ".join(row.note.split())
            )


def _points(row: ScoreRow | None) -> Decimal | None:
    if row is None:
        return Decimal(0)
    return None if isinstance(row.answer, NotApplicable) else row.points


def _is_taken_off(item: SubCriterion, own: Decimal | None, found: Decimal | None) -> bool:
    if item.source is ScoreSource.DEDUCTION:
        return bool(found)
    if own is None:
        return found is not None and found < item.max_points
    return own > 0 if found is None else found < own


def reduction_words(item: SubCriterion, found: ScoreReduction) -> str:
    """One Vietnamese line: code, name in short, both points, the appraiser's reason."""
    name = shorten(item.name, LONGEST_NAME, placeholder="…")
    if item.source is ScoreSource.DEDUCTION:
        change = f"điểm trừ {_in_words(found.appraised)}"
    else:
        change = f"tự chấm {_in_words(found.declared)}, thẩm định {_in_words(found.appraised)}"
    reason = f" Lý do: {found.reason.rstrip('.')}." if found.reason else ""
    return f"Tiêu chí {item.code} “{name}”: {change}.{reason}"


def _in_words(points: Decimal | None) -> str:
    return "không áp dụng" if points is None else format_points(points)
