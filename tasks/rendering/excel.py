"""Workbooks that people open: page setup, formats, and cells that never become formulas."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tasks.rendering.zips import without_dates

POINTS = "[$-42A]#,##0.00"
"""Two decimals with a decimal comma, whatever the language of the reader's computer."""


A4 = 9
LINE = 16.0
"""Height of a line of text, in points."""
CREATED = datetime(2021, 1, 1, tzinfo=UTC)
CELL_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "align": "center", "font_size": 14},
    "note": {"italic": True, "align": "center"},
    "remark": {"italic": True, "text_wrap": True},
    "head": {"bold": True, "align": "center", "text_wrap": True, "border": 1},
    "text": {"text_wrap": True, "border": 1},
    "strong": {"text_wrap": True, "border": 1, "bold": True},
    "centre": {"align": "center", "border": 1},
    "centre_text": {"align": "center", "text_wrap": True, "border": 1},
    "points": {"num_format": POINTS, "align": "center", "border": 1},
    "strong_points": {"num_format": POINTS, "align": "center", "border": 1, "bold": True},
}

Cell = str | int | Decimal | None


class Book:
    """A workbook being written; ``formats`` are named in STYLES."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self._widths: dict[str, tuple[float, ...]] = {}
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._workbook = Workbook(self._buffer, options)
        self._workbook.set_properties({"created": CREATED})
        self.formats = {
            name: self._workbook.add_format(CELL_FONT | style) for name, style in STYLES.items()
        }

    def sheet(self, name: str, widths: Sequence[float]) -> Worksheet:
        """A new A4 landscape sheet, one page wide, with page numbers and these column widths."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.6)
        sheet.set_header('&C&"Times New Roman"&13&P', {"margin": 0.4})
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self._widths[name] = tuple(widths)
        return sheet

    def row(self, sheet: Worksheet, row: int, cells: Sequence[Cell], strong: bool = False) -> None:
        """Write one bordered row: text as text, integers centred, points with two decimals."""
        text, points = ("strong", "strong_points") if strong else ("text", "points")
        for column, cell in enumerate(cells):
            match cell:
                case None:
                    sheet.write_blank(row, column, None, self.formats[text])
                case Decimal():
                    sheet.write_number(row, column, cell, self.formats[points])
                case int():
                    sheet.write_number(row, column, cell, self.formats["centre"])
                case _:
                    sheet.write_string(row, column, cell, self.formats[text])
        self._set_height(sheet, row, [cell if isinstance(cell, str) else "" for cell in cells])

    def titles(self, sheet: Worksheet, first: int, last: int, lines: Sequence[str]) -> int:
        """Write centred title lines over columns ``first`` to ``last``; returns the next row."""
        for row, line in enumerate(lines):
            style = self.formats["title" if row == 0 else "note"]
            sheet.merge_range(row, first, row, last, "", style)
            sheet.write_string(row, first, line, style)
            sheet.set_row(row, 20)
        return len(lines)

    def heads(self, sheet: Worksheet, row: int, names: Sequence[str]) -> None:
        """Write a header row that is repeated on every page and stays on the screen."""
        for column, name in enumerate(names):
            sheet.write_string(row, column, name, self.formats["head"])
        self._set_height(sheet, row, names)
        sheet.repeat_rows(row)
        sheet.freeze_panes(row + 1, 0)

    def _set_height(self, sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
        """Make the row high enough for wrapped text: viewers do not do it by themselves."""
        sheet.set_row(row, self.height(texts, self._widths[sheet.name]))

    def height(self, texts: Sequence[str], widths: Sequence[float]) -> float:
        """Height in points of a row that holds ``texts`` in cells of these widths."""
        pairs = zip(texts, widths, strict=True)
        return LINE * max(_lines(text, width) for text, width in pairs) + 2

    def remark(self, sheet: Worksheet, row: int, last: int, words: str) -> None:
        """Write ``words`` under a table, over columns 0 to ``last``."""
        sheet.merge_range(row, 0, row, last, "", self.formats["remark"])
        sheet.write_string(row, 0, words, self.formats["remark"])
        sheet.set_row(row, self.height([words], [sum(self._widths[sheet.name])]))

    def close(self) -> bytes:
        """The finished workbook; the same content always gives the same bytes."""
        self._workbook.close()
        return without_dates(self._buffer.getvalue())


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a cell of this width."""
    return sum(max(1, ceil(len(line) * 1.15 / width)) for line in text.split("\n"))
