"""What stands above a table that people fill in: headings, header row, columns of a score sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from models.domain.collection.workbook import ScoreColumn
from models.domain.criteria.criteria_set import CriteriaSet
from tasks.workbook.write.styles import RED, Styles, set_page

Header = TypeVar("Header", bound=str)
HeadingLine = tuple[str, Format, float]
"""Words across the whole table, their format, and the height of the row in points."""


def mark_line(criteria_set: CriteriaSet, styles: Styles) -> list[HeadingLine]:
    """The line that says that a set is illustrative; none for a set in force."""
    if not criteria_set.mark:
        return []
    style = styles.text(bold=True, italic=True, font_color=RED, align="center")
    return [(criteria_set.mark_line, style, 20.0)]


def write_head(
    sheet: Worksheet,
    styles: Styles,
    lines: Sequence[HeadingLine],
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


SCORE_WIDTHS = {
    ScoreColumn.CODE: 6.0,
    ScoreColumn.NAME: 34.0,
    ScoreColumn.MAXIMUM: 8.0,
    ScoreColumn.DECLARED: 15.0,
    ScoreColumn.METHOD: 28.0,
    ScoreColumn.REQUIRED: 26.0,
    ScoreColumn.SELF_SCORE: 10.0,
    ScoreColumn.LAST_YEAR: 9.0,
    ScoreColumn.EVIDENCE: 13.0,
    ScoreColumn.EXPLANATION: 26.0,
}
"""Widths by column, in the order in which they stand on the sheet."""


@dataclass(frozen=True)
class ColumnLayout:
    """The columns of one form from left to right."""

    names: tuple[ScoreColumn, ...]

    @property
    def last(self) -> int:
        """The place of the last column, from 0."""
        return len(self.names) - 1

    def place(self, column: ScoreColumn) -> int:
        """The place of ``column``, from 0; ValueError when the form does not have it."""
        return self.names.index(column)

    def cell(self, row: int, column: ScoreColumn) -> str:
        """The name of a cell, its column kept when copied ("$G8"); ``row`` counts from 0."""
        return str(xl_rowcol_to_cell(row, self.place(column), col_abs=True))


def column_layout(*, last_year: bool) -> ColumnLayout:
    """The columns of a form; last year's points only where some are known."""
    left_out = () if last_year else (ScoreColumn.LAST_YEAR,)
    return ColumnLayout(tuple(column for column in SCORE_WIDTHS if column not in left_out))
