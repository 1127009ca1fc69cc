"""The hidden sheet by which a returned workbook is recognised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import ValidationError

from models.domain.collection.workbook import Identity, Sheet
from models.domain.vietnamese.numbers import CellValue
from models.domain.vietnamese.text import tidy
from tasks.workbook.sheet_names import IDENTITY_SHEET

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_MOST_ROWS = 20
"""More than the identity has, fewer than a form: those need not be looked through."""


def add_identity_sheet(workbook: Workbook, values: Mapping[str, str]) -> Worksheet:
    """Add the sheet as name-value rows that a person can neither see nor change by accident."""
    sheet = workbook.add_worksheet(IDENTITY_SHEET)
    for row, name in enumerate(Identity.model_fields):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, values[name])
    sheet.protect()
    sheet.very_hidden()
    return sheet


def find_identity(sheets: Sequence[Sheet]) -> Identity | None:
    """The identity that the sheets carry; None when there is none or it makes no sense.

    The sheet is known by what it holds, so that it may be renamed; the one of our name goes first.
    """
    ours_first = sorted(sheets, key=lambda sheet: sheet.name != IDENTITY_SHEET)
    found = (_read(sheet) for sheet in ours_first if len(sheet.rows) <= _MOST_ROWS)
    return next((identity for identity in found if identity), None)


def _read(sheet: Sheet) -> Identity | None:
    found = {
        tidy(str(row[0])): _text(row[1])
        for row in sheet.rows
        if len(row) > 1 and row[0] is not None
    }
    try:
        return Identity.model_validate({name: found.get(name) for name in Identity.model_fields})
    except ValidationError:
        return None


def _text(value: CellValue) -> str | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return tidy(value) if isinstance(value, str) else None
