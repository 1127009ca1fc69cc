"""What a values-only reader leaves out of a workbook, found by a scan of its bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.domain.collection.workbook import FileNote

MOST_ROWS, MOST_COLUMNS = 9_999, 702
"""Up to row 9999 and column ZZ, in every kind of workbook."""
MOST_SPANNED = 500_000
"""What a workbook may span in all: a form has some thousands."""
_LITERAL = re.compile(r"\".*?\"|\\.")
"""What a number format shows as it is: quoted, or one letter behind a backslash."""

PERCENT = ""
"""Marks a number that is shown as a percentage."""

OddCells = Mapping[tuple[int, int], str]
"""By row and column from 0: ``PERCENT``, the error that a cell shows, or ``NO_RESULT``."""


@dataclass(frozen=True, slots=True)
class WorkbookScan:
    """The odd cells by sheet, and what else the file holds."""

    cells: Mapping[str, OddCells] = field(default_factory=dict)
    notes: frozenset[FileNote] = frozenset()


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
        if self._rows > MOST_ROWS or self._columns > MOST_COLUMNS or spanned > MOST_SPANNED:
            raise TooFar(f"{rows} rows, {columns} columns")


def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage: a quoted sign does not count."""
    return "%" in code and "%" in _LITERAL.sub("", code)
