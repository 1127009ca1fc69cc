"""Neutral cells to a returned self-assessment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from models.domain.numbers_vi import CellValue
from models.domain.workbook import Column, Place, ReturnedRow, ReturnedWorkbook, Sheet
from tasks.workbook.identity_sheet import find_identity
from tasks.workbook.table import Table, find_table, text_of

NEEDED = tuple(column for column in Column if column not in (Column.METHOD, Column.REQUIRED))
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
    return ReturnedWorkbook(identity, () if missing else _rows(table), missing)


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
        evidence=text_of(cells[Column.EVIDENCE]),
        explanation=text_of(cells[Column.EXPLANATION]),
        place=place,
    )
