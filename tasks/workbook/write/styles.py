"""How every form looks: fonts, colours, borders, paper and the height of rows."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tasks.rendering.excel import A4, POINTS

FONT_NAME = "Times New Roman"
INK = "#1F3864"
AREA_FILL = "#D9E2F3"
CRITERION_FILL = "#F2F5FA"
ANSWER_FILL = "#FFFBE6"
LOCKED_FILL = "#E7E6E6"
GREY = "#595959"
RED = "#C00000"
ALARM_FILL = "#F8CBAD"
TYPED_TEXT = {"num_format": "@"}
"""Keeps what is typed as it is typed: no days, no formulas made of "- ..."."""
BORDER_COLOUR = "#8EA0BF"


class Styles:
    """Formats by what they are for; equal ones are made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def text(self, **properties: Any) -> Format:  # noqa: ANN401
        """Plain text, 12 pt, wrapped, top-aligned, with the given xlsxwriter properties on top."""
        wanted = {
            "font_name": FONT_NAME,
            "font_size": 12,
            "text_wrap": True,
            "valign": "vcenter",
            **properties,
        }
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(wanted)
        return self._made[key]

    def cell(self, **properties: Any) -> Format:  # noqa: ANN401
        """A cell of a table: text with a thin border."""
        return self.text(border=1, border_color=BORDER_COLOUR, **properties)

    def points(self, **properties: Any) -> Format:  # noqa: ANN401
        """A cell of a table for points, two decimals, centred."""
        return self.cell(num_format=POINTS, align="center", **properties)

    def answer(self, **properties: Any) -> Format:  # noqa: ANN401
        """An unlocked cell for the official to fill in."""
        return self.cell(locked=False, bg_color=ANSWER_FILL, **properties)

    def header(self) -> Format:
        """The header row of a table."""
        return self.cell(bold=True, align="center", bg_color=INK, font_color="#FFFFFF")

    def alarm(self) -> Format:
        """The fill that a condition gives to a cell in which something is missing."""
        return self._workbook.add_format({"bg_color": ALARM_FILL})


def set_page(sheet: Worksheet, header: int) -> None:
    """Landscape, one page wide, ``header`` (from 0) on top of every page, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.set_footer('&C&"Times New Roman"&10Trang &P/&N', {"margin": 0.3})
    sheet.hide_gridlines(2)


_LETTERS_PER_WIDTH = 1.08
_LINE = 15.75
_MARGIN = 5.0
_CUSTOM = b' customHeight="1"'


def height_for(texts: Iterable[tuple[str, float]], least: int = 1) -> float:
    """Height in points for cells given as (text, column width); at least ``least`` lines."""
    lines = max((lines_in(text, width) for text, width in texts), default=1)
    return max(lines, least) * _LINE + _MARGIN


def let_rows_grow(sheet_xml: bytes) -> bytes:
    """Row heights as Excel stores those it fitted itself: it fits them again after typing."""
    return sheet_xml.replace(_CUSTOM, b"")


def lines_in(text: str, width: float) -> int:
    """How many lines ``text`` takes in a column of ``width``."""
    room = max(width * _LETTERS_PER_WIDTH, 1)
    return sum(max(1, ceil(len(line) / room)) for line in text.split("\n"))
