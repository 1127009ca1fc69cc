"""Places on a worksheet: merged areas, and sizes of columns and rows in pixels."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml.etree import _Element

from tasks.workbook.annotate.xml import child, children

MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 9.14, 15.0
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class MergedArea:
    """A rectangle of cells, all numbers from 0 and the last ones included."""

    row: int
    column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in the area."""
        return self.row <= row <= self.last_row and self.column <= column <= self.last_column


def place(cell: str) -> tuple[int, int]:
    """Row and column from 0 of a cell like ``C12``; ValueError for anything else."""
    match = _CELL.fullmatch(cell.strip().upper())
    if match is None:
        raise ValueError(f"no cell: {cell}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def merged_areas(sheet: _Element) -> dict[str, MergedArea]:
    """The merged areas of a worksheet by their range."""
    holder = child(sheet, "mergeCells")
    ranges = [] if holder is None else [m.get("ref", "") for m in children(holder, "mergeCell")]
    return {each: _area(each) for each in ranges if each}


def _area(range_: str) -> MergedArea:
    first, _, last = range_.partition(":")
    return MergedArea(*place(first), *place(last or first))


class Sizes:
    """Widths of columns and heights of rows of one worksheet, in pixels at 100 %."""

    def __init__(self, sheet: _Element) -> None:
        form = child(sheet, "sheetFormatPr")
        given = sheet if form is None else form
        self._width = float(given.get("defaultColWidth", _DEFAULT_WIDTH))
        self._height = float(given.get("defaultRowHeight", _DEFAULT_HEIGHT))
        self._columns = _columns(sheet)
        self._rows = dict(_rows(sheet))

    def width(self, column: int) -> int:
        """The width of a column counted from 0."""
        for first, last, width in self._columns:
            if first <= column <= last:
                return int(width * 7 + 5) if width else 0
        return int(self._width * 7 + 5)

    def height(self, row: int) -> int:
        """The height of a row counted from 0."""
        return round(self._rows.get(row, self._height) * 4 / 3)


def walk(start: int, offset: int, limit: int, size: Callable[[int], int]) -> tuple[int, int]:
    """Where one is ``offset`` pixels behind the start of a column or row: number and rest."""
    at = start
    while at < limit - 1 and offset >= size(at):
        offset -= size(at)
        at += 1
    return at, offset


def _columns(sheet: _Element) -> list[tuple[int, int, float]]:
    holder = child(sheet, "cols")
    return [
        (
            int(each.get("min", "1")) - 1,
            int(each.get("max", "1")) - 1,
            0.0 if _is_on(each.get("hidden")) else float(each.get("width", _DEFAULT_WIDTH)),
        )
        for each in ([] if holder is None else children(holder, "col"))
    ]


def _rows(sheet: _Element) -> Iterable[tuple[int, float]]:
    holder = child(sheet, "sheetData")
    at = -1
    for each in [] if holder is None else children(holder, "row"):
        at = int(each.get("r", at + 2)) - 1
        if _is_on(each.get("hidden")):
            yield at, 0.0
        elif height := each.get("ht"):
            yield at, float(height)


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")
