"""How far the sheets of a workbook reach, counted before a reader makes room for them."""

from __future__ import annotations

MOST_ROWS, MOST_COLUMNS = 9_999, 702
"""Up to row 9999 and column ZZ, in every kind of workbook."""
MOST_CELLS = 500_000
"""What a workbook may span in all: a form has some thousands."""


class TooFar(ValueError):
    """A cell lies beyond any table, or the sheets are too large together."""


class Extent:
    """Adds up the areas from A1 on that hold the cells of each sheet."""

    def __init__(self) -> None:
        self._before = self._rows = self._columns = 0

    def next_sheet(self) -> None:
        """What is included from now on stands in another sheet."""
        self._before += self._rows * self._columns
        self._rows = self._columns = 0

    def include(self, rows: int, columns: int) -> None:
        """Let the sheet hold a cell in this row and column, from 1; TooFar beyond the limits."""
        self._rows, self._columns = max(self._rows, rows), max(self._columns, columns)
        spanned = self._before + self._rows * self._columns
        if self._rows > MOST_ROWS or self._columns > MOST_COLUMNS or spanned > MOST_CELLS:
            raise TooFar(f"{rows} rows, {columns} columns")
