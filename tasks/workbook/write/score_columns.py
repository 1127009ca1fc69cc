"""The columns of the score sheet: which of them a form has, where, and how wide.

The whole table prints on A4 landscape, so that each column takes its width from the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from models.domain.collection.workbook import Column

WIDTHS = {
    Column.CODE: 6.0,
    Column.NAME: 34.0,
    Column.MAXIMUM: 8.0,
    Column.DECLARED: 15.0,
    Column.METHOD: 28.0,
    Column.REQUIRED: 26.0,
    Column.SELF_SCORE: 10.0,
    Column.LAST_YEAR: 9.0,
    Column.EVIDENCE: 13.0,
    Column.EXPLANATION: 26.0,
}
"""Widths by column, in the order in which they stand on the sheet."""


@dataclass(frozen=True)
class ScoreColumns:
    """The columns of one form from left to right."""

    names: tuple[Column, ...]

    @property
    def last(self) -> int:
        """The place of the last column, from 0."""
        return len(self.names) - 1

    def place(self, column: Column) -> int:
        """The place of ``column``, from 0; ValueError when the form does not have it."""
        return self.names.index(column)

    def cell(self, row: int, column: Column) -> str:
        """The name of a cell, its column kept when copied ("$G8"); ``row`` counts from 0."""
        return str(xl_rowcol_to_cell(row, self.place(column), col_abs=True))


def score_columns(*, last_year: bool) -> ScoreColumns:
    """The columns of a form; last year's points only where some are known."""
    left_out = () if last_year else (Column.LAST_YEAR,)
    return ScoreColumns(tuple(column for column in WIDTHS if column not in left_out))
