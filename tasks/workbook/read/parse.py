"""Neutral cells to a returned self-assessment."""

from __future__ import annotations

import re
from collections.abc import Mapping

from models.domain.cells import Place
from models.domain.collection.workbook import (
    Column,
    ReturnedRow,
    ReturnedWorkbook,
    TotalRow,
    Workbook,
)
from models.domain.evidence.declared import typed_evidence
from models.domain.vietnamese.numbers import CellValue
from models.domain.vietnamese.text import fold
from tasks.workbook.read.evidence_parse import parse_evidence
from tasks.workbook.read.identity import find_identity
from tasks.workbook.read.table import find_table, text_of
from tasks.workbook.sheet_names import SCORE_SHEET

_FOR_READERS = (Column.METHOD, Column.REQUIRED, Column.LAST_YEAR)
NEEDED = tuple(column for column in Column if column not in _FOR_READERS)
"""The columns without which a return cannot be judged."""
_LEAF = re.compile(r"(?:\d+\.\d+\.\d+|[A-Z]\.\d+)")
_TOTAL = re.compile(r"\d+(?:\.\d+)?")
_GRAND_TOTAL = fold("Tổng cộng")


def parse(workbook: Workbook) -> ReturnedWorkbook:
    """What a unit sent: columns are found by header text and rows by criterion code.

    Rows of areas, criteria and the whole carry no answers, only totals; other rows are left out.
    """
    identity = find_identity(workbook)
    table = find_table(workbook, NEEDED, SCORE_SHEET)
    if table is None:
        return ReturnedWorkbook(identity, (), NEEDED, notes=workbook.notes)
    missing = tuple(column for column in NEEDED if column not in table.columns)
    if missing:
        return ReturnedWorkbook(identity, (), missing, notes=workbook.notes)
    rows: list[ReturnedRow] = []
    totals: list[TotalRow] = []
    for place, cells in table.rows():
        code = text_of(cells[Column.CODE]).strip(". ")
        if _LEAF.fullmatch(code):
            rows.append(_row(code, cells, place))
        elif _TOTAL.fullmatch(code) or (not code and _is_grand_total(cells[Column.NAME])):
            totals.append(TotalRow(code, cells[Column.SELF_SCORE], place))
    return ReturnedWorkbook(
        identity,
        tuple(rows),
        evidence=parse_evidence(workbook),
        totals=tuple(totals),
        notes=workbook.notes,
    )


def _is_grand_total(name: CellValue) -> bool:
    return isinstance(name, str) and fold(name).startswith(_GRAND_TOTAL)


def _row(code: str, cells: Mapping[str, CellValue], place: Place) -> ReturnedRow:
    return ReturnedRow(
        code=code,
        name=cells[Column.NAME],
        maximum=cells[Column.MAXIMUM],
        declared=cells[Column.DECLARED],
        self_score=cells[Column.SELF_SCORE],
        evidence=typed_evidence(text_of(cells[Column.EVIDENCE])),
        explanation=text_of(cells[Column.EXPLANATION]),
        place=place,
    )
