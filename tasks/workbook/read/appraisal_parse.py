"""Neutral cells to a returned score sheet of a department."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.domain.collection.appraisal_sheet import (
    AppraisalColumn,
    AppraisedRow,
    ReturnedAppraisal,
)
from models.domain.collection.workbook import Workbook
from tasks.workbook.read.identity import find_identity
from tasks.workbook.read.table import Table, find_table, text_of
from tasks.workbook.sheet_names import APPRAISAL_SHEET

NEEDED = (AppraisalColumn.KEY, AppraisalColumn.APPRAISED, AppraisalColumn.REASON)
"""The columns without which a score sheet cannot be judged."""
_KEY = re.compile(r"(?P<code>\d+\.\d+\.\d+|[A-Z]\.\d+)-(?P<unit>.+)")


def parse_appraisal(workbook: Workbook) -> ReturnedAppraisal:
    """What a department sent: columns by header text, lines by their key."""
    identity = find_identity(workbook)
    looked_for = (*NEEDED, AppraisalColumn.SELF_SCORE)
    table = find_table(workbook, looked_for, APPRAISAL_SHEET)
    if table is None:
        return ReturnedAppraisal(identity, (), NEEDED, workbook.notes)
    missing = tuple(column for column in NEEDED if column not in table.columns)
    rows = () if missing else tuple(_rows(table))
    return ReturnedAppraisal(identity, rows, missing, workbook.notes)


def _rows(table: Table) -> Iterator[AppraisedRow]:
    for place, cells in table.rows():
        if key := _KEY.fullmatch(text_of(cells[AppraisalColumn.KEY])):
            yield AppraisedRow(
                unit=key["unit"],
                code=key["code"],
                points=cells[AppraisalColumn.APPRAISED],
                reason=text_of(cells[AppraisalColumn.REASON]),
                place=place,
                self_score=cells.get(AppraisalColumn.SELF_SCORE),
            )
