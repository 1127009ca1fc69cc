"""What stands above a table that people fill in: its headings, and the header row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.domain.criteria.criteria_set import CriteriaSet
from tasks.workbook.write.paper import set_page
from tasks.workbook.write.styles import RED, Styles

Header = TypeVar("Header", bound=str)
Line = tuple[str, Format, float]
"""Words across the whole table, their look, and the height of the row in points."""


def mark_line(criteria_set: CriteriaSet, styles: Styles) -> list[Line]:
    """The line that says that a set is illustrative; none for a set in force."""
    if not criteria_set.mark:
        return []
    look = styles.text(bold=True, italic=True, font_color=RED, align="center")
    return [(criteria_set.mark_line, look, 20.0)]


def write_head(
    sheet: Worksheet,
    styles: Styles,
    lines: Sequence[Line],
    widths: Mapping[Header, float],
    height: float,
) -> int:
    """Write ``lines`` and under them the header row; the row of the header, from 0.

    ``widths`` are those of the columns by header text, from left to right; ``height`` is that of
    the header row. The header stays in sight and is repeated on every printed page, the first two
    columns stay in sight.
    """
    for row, (words, style, high) in enumerate(lines):
        sheet.set_row(row, high)
        sheet.merge_range(row, 0, row, len(widths) - 1, words, style)
    header = len(lines)
    for column, (name, width) in enumerate(widths.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(header, column, name, styles.header())
    sheet.set_row(header, height)
    sheet.freeze_panes(header + 1, 2)
    set_page(sheet, header)
    return header
