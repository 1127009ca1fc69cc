"""Filling in a workbook as a person with Excel would: open, type into cells, save."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Typed = str | Decimal | int | bool | None


def fill(workbook: bytes, cells: Mapping[tuple[str, str, str], Typed]) -> bytes:
    """The workbook with ``cells`` typed in.

    A cell is named by sheet, the text in the first column of its row (a code), and the header of
    its column. KeyError when the sheet, the code or the header is not there.
    """
    book = load_workbook(BytesIO(workbook))
    places = {name: _places(book[name]) for name in {sheet for sheet, _, _ in cells}}
    for (sheet, code, header), value in cells.items():
        rows, columns = places[sheet]
        typed = float(value) if isinstance(value, Decimal) else value
        book[sheet].cell(rows[code], columns[header]).value = typed
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _places(sheet: Worksheet) -> tuple[dict[str, int], dict[str, int]]:
    """Rows by the text in the first column, and columns by header: the fullest text row."""
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if row and isinstance(row[0], str):
            rows.setdefault(row[0], number)
        texts = {text: n for n, text in enumerate(row, start=1) if isinstance(text, str)}
        if number <= 30 and len(texts) > len(columns):
            columns = texts
    return rows, columns
