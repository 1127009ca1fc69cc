"""The look of every form: one place for fonts, colours and borders."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from tasks.rendering.excel import POINTS

FONT = "Times New Roman"
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
LINE = "#8EA0BF"


class Styles:
    """Formats by what they are for; equal ones are made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def text(self, **properties: Any) -> Format:  # noqa: ANN401
        """Plain text, 12 pt, wrapped, top-aligned, with the given xlsxwriter properties on top."""
        wanted = {
            "font_name": FONT,
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
        return self.text(border=1, border_color=LINE, **properties)

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
