"""Neutral cells to a returned self-assessment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from models.domain.evidence_declared import typed_evidence
from models.domain.numbers_vi import CellValue
from models.domain.workbook import Column, Place, ReturnedRow, ReturnedWorkbook, Sheet
from tasks.workbook.evidence_parse import parse_evidence
from tasks.workbook.identity_sheet import find_identity
from tasks.workbook.table import Table, find_table, text_of

_FOR_READERS = (Column.METHOD, Column.REQUIRED, Column.LAST_YEAR)
NEEDED = tuple(column for column in Column if column not in _FOR_READERS)
"""The columns without which a return cannot be judged."""
_LEAF = re.compile(r"(?:\d+\.\d+\.\d+|[A-Z]\.\d+)")


def parse(sheets: Sequence[Sheet]) -> ReturnedWorkbook:
    """What a unit sent: columns are found by header text and rows by criterion code.

    Rows of areas, criteria and totals carry no answers and are left out.
    """
    identity = find_identity(sheets)
    table = find_table(sheets, NEEDED)
    if table is None:
        return ReturnedWorkbook(identity, (), NEEDED)
    missing = tuple(column for column in NEEDED if column not in table.columns)
    rows = () if missing else _rows(table)
    return ReturnedWorkbook(identity, rows, missing, evidence=parse_evidence(sheets))


def _rows(table: Table) -> tuple[ReturnedRow, ...]:
    return tuple(
        _row(code, cells, place)
        for place, cells in table.rows()
        if _LEAF.fullmatch(code := text_of(cells[Column.CODE]).strip(". "))
    )


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
