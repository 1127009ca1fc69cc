"""The hidden sheet by which a returned workbook is recognised."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from models.domain.collection.workbook import Identity
from models.domain.vietnamese.numbers import CellValue
from models.domain.vietnamese.text import tidy
from tasks.workbook.sheet_names import IDENTITY_SHEET

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet


def add_identity_sheet(workbook: Workbook, values: Mapping[str, str]) -> Worksheet:
    """Add the sheet as name-value rows that a person can neither see nor change by accident."""
    sheet = workbook.add_worksheet(IDENTITY_SHEET)
    for row, name in enumerate(Identity.model_fields):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, values[name])
    sheet.protect()
    sheet.very_hidden()
    return sheet


def _text(value: CellValue) -> str | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return tidy(value) if isinstance(value, str) else None
