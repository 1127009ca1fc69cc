"""The call list as a workbook that is printed or filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.domain.campaign import Campaign
from tasks.calls.rows import Row
from tasks.calls.table import COLUMNS, NOTE, PERSON_COLUMNS, Call, calls_in_cells, headings
from tasks.documents.sheets import Book

SHEET = "Gọi điện"
WIDTHS = tuple(column.width for column in COLUMNS)
BLANK = ("", "")


def calls_xlsx(campaign: Campaign, rows: Sequence[Row], now: datetime) -> bytes:
    """One sheet, A4 across, its header on every page; no cell can become a formula."""
    book = Book()
    sheet = book.sheet(SHEET, WIDTHS)
    last = len(COLUMNS) - 1
    row = book.titles(sheet, 0, last, headings(campaign, rows, now))
    book.heads(sheet, row, [column.heading for column in COLUMNS])
    row += 1
    for call in calls_in_cells(rows):
        row = _write(book, sheet, row, call)
    book.remark(sheet, row + 1, last, NOTE)
    return book.close()


def _write(book: Book, sheet: Worksheet, row: int, call: Call) -> int:
    """Write a call from ``row`` on, a line for each thing to tell; the row after it."""
    for place, matter in enumerate(call.matters):
        person = call.person if place == 0 else ("", "", "")
        _line(book, sheet, row + place, (*person, *matter, *BLANK))
    end = row + len(call.matters)
    if len(call.matters) > 1:
        for column in range(PERSON_COLUMNS):
            style = _style(book, column)
            sheet.merge_range(row, column, end - 1, column, "", style)
            sheet.write_string(row, column, call.person[column], style)
    return end


def _line(book: Book, sheet: Worksheet, row: int, cells: Sequence[str]) -> None:
    for column, cell in enumerate(cells):
        sheet.write_string(row, column, cell, _style(book, column))
    sheet.set_row(row, book.height(cells, WIDTHS))


def _style(book: Book, column: int) -> Format:
    return book.formats["centre_text" if COLUMNS[column].centred else "text"]
