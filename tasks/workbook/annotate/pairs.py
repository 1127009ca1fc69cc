"""Rows of a file from outside beside the rows of the form that they are answers to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.domain.cells import RowPlace
from models.domain.collection.appraisal_sheet import AppraisalColumn
from models.domain.collection.workbook import (
    APPRAISAL_SHEET,
    EVIDENCE_SHEET,
    SCORE_SHEET,
    ScoreColumn,
    Sheet,
)
from models.domain.evidence.declared import EvidenceColumn
from models.domain.vietnamese.numbers import CellValue
from tasks.workbook.read.parse import APPRAISAL_COLUMNS, SELF_COLUMNS
from tasks.workbook.read.table import Table, cell_text, find_table
from tasks.workbook.write.evidence_sheet import FREE_ROWS

RowCells = Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class RowPair:
    """A row with its cells, the form's row with its own, and the columns that take answers."""

    source: RowPlace
    typed: RowCells
    target: RowPlace
    printed: RowCells
    answers: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table: its sheet, the headers it is known by, the column of its codes, and the answers."""

    sheet: str
    headers: Sequence[str]
    code: str
    answers: Sequence[str]


_SCORES = (
    _Kind(
        SCORE_SHEET,
        SELF_COLUMNS,
        ScoreColumn.CODE,
        (
            ScoreColumn.DECLARED,
            ScoreColumn.SELF_SCORE,
            ScoreColumn.EVIDENCE,
            ScoreColumn.EXPLANATION,
        ),
    ),
    _Kind(
        APPRAISAL_SHEET,
        APPRAISAL_COLUMNS,
        AppraisalColumn.KEY,
        (AppraisalColumn.APPRAISED, AppraisalColumn.REASON),
    ),
)
_EVIDENCE = _Kind(
    EVIDENCE_SHEET,
    tuple(EvidenceColumn),
    EvidenceColumn.CODE,
    tuple(column for column in EvidenceColumn if column is not EvidenceColumn.NAME),
)


def row_pairs(theirs: Sequence[Sheet], ours: Sequence[Sheet]) -> list[RowPair]:
    """All rows that belong together; none when there is no score table."""
    scores = [pair for kind in _SCORES for pair in _pairs(kind, theirs, ours)]
    return [*scores, *_pairs(_EVIDENCE, theirs, ours)] if scores else []


def _pairs(kind: _Kind, theirs: Sequence[Sheet], ours: Sequence[Sheet]) -> Iterator[RowPair]:
    """Rows of one code belong together, first to first; a further one takes a free row."""
    source, target = (find_table(s, kind.headers, kind.sheet) for s in (theirs, ours))
    if source is None or target is None:
        return
    room = _room(target, kind)
    for place, cells in source.rows():
        code = _code(cells, kind)
        answers = [cells.get(column) for column in kind.answers if column != kind.code]
        if not code or all(value is None for value in answers):
            continue
        rows = room.get(code) or room.get("", [])
        if rows:
            yield RowPair(place, cells, *rows.pop(0), kind.answers)


def _room(target: Table, kind: _Kind) -> dict[str, list[tuple[RowPlace, RowCells]]]:
    """The rows of the form by their code; the free ones at its end, which readers do not see."""
    room: dict[str, list[tuple[RowPlace, RowCells]]] = {}
    for place, cells in target.rows():
        code = _code(cells, kind)
        if code or kind is _EVIDENCE:
            room.setdefault(code, []).append((place, cells))
    if kind is _EVIDENCE:
        end = len(target.sheet.rows)
        rows = range(end + 1, end + 1 + FREE_ROWS)
        nothing: RowCells = dict.fromkeys(kind.headers)
        places = [RowPlace(target.sheet.name, row, target.columns) for row in rows]
        room.setdefault("", []).extend((place, nothing) for place in places)
    return room


def _code(cells: RowCells, kind: _Kind) -> str:
    return cell_text(cells.get(kind.code)).strip(". ")
