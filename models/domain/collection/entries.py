"""One self-scored row read with the rule of its sub-criterion: what was meant, and its points."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from models.domain.cells import NO_RESULT, CellRef
from models.domain.collection.workbook import ReturnedRow, ScoreColumn
from models.domain.criteria.answers import Answer, Declared, NotApplicable
from models.domain.criteria.criteria_set import (
    Choice,
    FreePoints,
    PercentReduction,
    SubCriterion,
    YesNo,
)
from models.domain.criteria.rules import NO, NOT_APPLICABLE, YES, points_for
from models.domain.errors import AnswerRefused
from models.domain.vietnamese.numbers import CellValue, parse_number, split_note
from models.domain.vietnamese.text import fold

NO_SELF_SCORE = "Không tự chấm"
SCORE_ONLY = "Ghi điểm ở cột “Điểm tự đánh giá”"
NOT_FOR_UNIT = "Không áp dụng với đơn vị"
_PRINTED = frozenset(
    fold(text) for text in (NO_SELF_SCORE, SCORE_ONLY, NOT_FOR_UNIT, NO_RESULT, "")
)
Note = tuple[ScoreColumn, Decimal, str]
"""A remark typed beside a number: the column, the number, the remark."""


class SelfScoredEntry(NamedTuple):
    """A row with what could be read from it.

    ``answer`` is None while the declared cell is empty or unreadable; ``points`` is what the rule
    gives for it, None when the rule refuses it (``refusal`` says why); ``self_score`` is None when
    that cell is empty or no number, or what the form's own formula made of an answer that it could
    not read. ``column`` is the column in which the answer was looked for.
    ``notes`` are remarks that were typed beside a number.
    """

    item: SubCriterion
    row: ReturnedRow
    column: ScoreColumn
    raw: CellValue
    answer: Answer | None
    points: Decimal | None
    refusal: str
    self_score: Decimal | None
    notes: tuple[Note, ...] = ()

    @property
    def explanation(self) -> str:
        """What the unit explains, in its column and beside its numbers."""
        remarks = dict.fromkeys(note for _, _, note in self.notes)
        return "; ".join(filter(None, (self.row.explanation, *remarks)))

    @property
    def cell(self) -> CellRef:
        """The cell that holds, or should hold, the answer."""
        return self.row.place.ref(self.column)

    @property
    def self_cell(self) -> CellRef:
        """The cell of the self score."""
        return self.row.place.ref(ScoreColumn.SELF_SCORE)

    @property
    def figure(self) -> Decimal | None:
        """The declared number, if the answer is one."""
        if isinstance(self.answer, Declared) and isinstance(self.answer.value, Decimal):
            return self.answer.value
        return None


def read_entry(item: SubCriterion, row: ReturnedRow) -> SelfScoredEntry:
    """Read ``row`` by the rule of ``item``.

    Points that are put in freely may stand under "Số liệu kê khai" or under "Điểm tự đánh giá".
    """
    column, raw = ScoreColumn.DECLARED, row.declared
    if is_blank(raw) and isinstance(item.rule, FreePoints):
        column, raw = ScoreColumn.SELF_SCORE, row.self_score
    answer, points, refusal = _meaning(item, raw)
    score = row.self_score
    notes: tuple[Note, ...] = ()
    if isinstance(raw, str) or isinstance(score, str):
        notes = tuple(_notes(item, row, column, raw))
    number = number_in(score)
    if number is not None and number != points and number in _misread(item, raw, answer):
        number = None
    return SelfScoredEntry(item, row, column, raw, answer, points, refusal, number, notes)


_Meaning = tuple[Answer | None, Decimal | None, str]
"""What a cell says, the points it gives, and why it gives none."""


@lru_cache(maxsize=8192, typed=True)
def _meaning(item: SubCriterion, raw: CellValue) -> _Meaning:
    """Remembered: the same few answers to an item come from all units of a campaign."""
    answer = None if is_blank(raw) else _answer(item, raw)
    return (answer, *_points(item, answer))


def _misread(item: SubCriterion, raw: CellValue, answer: Answer | None) -> tuple[Decimal, ...]:
    """What the formula of the form shows beside a figure that is text or a percentage.

    Text is no number to it, so that it shows nothing, which some programs save as 0; 95 % is 0.95.
    """
    if not (isinstance(raw, str) and isinstance(answer, Declared) and takes_number(item)):
        return ()
    assert isinstance(answer.value, Decimal)
    fraction, _ = _points(item, Declared(value=answer.value / 100))
    return (Decimal(0),) if fraction is None else (Decimal(0), fraction)


def number_in(value: CellValue) -> Decimal | None:
    """The number of a cell that takes one, also with a remark beside it; None without one."""
    if value is None:
        return None
    number = parse_number(value)
    if number is None and isinstance(value, str) and (noted := split_note(value)):
        return noted[0]
    return number


def is_blank(value: CellValue) -> bool:
    """Whether nobody typed anything: empty, spaces, or only what the form itself prints."""
    return value is None or (isinstance(value, str) and fold(value) in _PRINTED)


@lru_cache(maxsize=4096)
def labels_of(item: SubCriterion) -> tuple[str, ...]:
    """What may be picked for ``item``; empty when its rule takes a number."""
    match item.rule:
        case YesNo():
            labels: tuple[str, ...] = (YES, NO)
        case Choice(options=options):
            labels = tuple(option.label for option in options)
        case PercentReduction(cuts=cuts):
            labels = tuple(cut.label for cut in cuts)
        case _:
            return ()
    return (*labels, NOT_APPLICABLE) if item.optional else labels


@lru_cache(maxsize=4096)
def takes_number(item: SubCriterion) -> bool:
    """Whether the rule of ``item`` wants a number rather than one of a list."""
    return not isinstance(item.rule, YesNo | Choice | PercentReduction)


def means_not_applicable(value: CellValue) -> bool:
    """Whether a cell says "Không áp dụng"."""
    return isinstance(value, str) and fold(value) == fold(NOT_APPLICABLE)


def _answer(item: SubCriterion, raw: CellValue) -> Answer | None:
    if means_not_applicable(raw):
        return NotApplicable() if item.optional else None
    if isinstance(item.rule, YesNo):
        return _yes_no(raw)
    if takes_number(item):
        number = number_in(raw)
        return None if number is None else Declared(value=number)
    typed = fold(_as_text(raw))
    label = next((label for label in labels_of(item) if fold(label) == typed), None)
    return None if label is None else Declared(value=label)


def _notes(
    item: SubCriterion, row: ReturnedRow, column: ScoreColumn, raw: CellValue
) -> Iterator[Note]:
    if takes_number(item) and (noted := split_note(raw)) and noted[1]:
        yield column, *noted
    if column is ScoreColumn.DECLARED and (noted := split_note(row.self_score)) and noted[1]:
        yield ScoreColumn.SELF_SCORE, *noted


def _yes_no(raw: CellValue) -> Answer | None:
    if isinstance(raw, bool):
        return Declared(value=raw)
    typed = fold(_as_text(raw))
    if typed not in (fold(YES), fold(NO)):
        return None
    return Declared(value=typed == fold(YES))


def _as_text(raw: CellValue) -> str:
    return str(raw) if isinstance(raw, str | Decimal) else ""


def _points(item: SubCriterion, answer: Answer | None) -> tuple[Decimal | None, str]:
    if answer is None:
        return None, ""
    try:
        return points_for(item, answer), ""
    except AnswerRefused as refused:
        return None, refused.message
