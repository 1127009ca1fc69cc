"""What a values-only reader leaves out of a workbook, found by a scan of its bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from models.domain.collection.workbook import FileNote

PERCENT = ""
"""Marks a number that is shown as a percentage."""

OddCells = Mapping[tuple[int, int], str]
"""By row and column from 0: ``PERCENT``, the error that a cell shows, or ``NO_RESULT``."""


@dataclass(frozen=True, slots=True)
class WorkbookScan:
    """The odd cells by sheet, and what else the file holds."""

    cells: Mapping[str, OddCells] = field(default_factory=dict)
    notes: frozenset[FileNote] = frozenset()


MOST_ROWS, MOST_COLUMNS = 9_999, 702
"""Up to row 9999 and column ZZ, in every kind of workbook."""
MOST_SPANNED = 500_000
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
        if self._rows > MOST_ROWS or self._columns > MOST_COLUMNS or spanned > MOST_SPANNED:
            raise TooFar(f"{rows} rows, {columns} columns")


_BUILT_IN = frozenset({"9", "10"})
_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b[^>]*>")
_ID = re.compile(r"""numFmtId\s*=\s*["'](\d+)["']""")
_CODE = re.compile(r"""formatCode\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CELL_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b")
_CELL_STYLES_END = re.compile(r"</(?:\w+:)?cellXfs>")
_STYLE = re.compile(r"<(?:\w+:)?xf\b[^>]*")
_USUAL = 64 * 1024
"""Bytes of styles that are worth remembering; larger ones are not kept in memory."""
_LITERAL = re.compile(r"&quot;.*?&quot;|\".*?\"|\\.")


def percent_styles(xml: bytes) -> frozenset[bytes]:
    """The numbers of those cell styles, as a cell's ``s`` attribute gives them."""
    return _remembered(xml) if len(xml) <= _USUAL else _percent_styles(xml)


def _percent_styles(xml: bytes) -> frozenset[bytes]:
    styles = xml.decode("utf-8", errors="replace")
    start = _CELL_STYLES.search(styles)
    end = _CELL_STYLES_END.search(styles, start.end()) if start else None
    if start is None or end is None:
        return frozenset()
    used = styles[start.end() : end.start()]
    formats = _BUILT_IN | {
        number[1]
        for each in _FORMAT.findall(styles)
        if _is_percent(each) and (number := _ID.search(each))
    }
    return frozenset(
        str(place).encode()
        for place, style in enumerate(_STYLE.findall(used))
        if (number := _ID.search(style)) and number[1] in formats
    )


_remembered = lru_cache(maxsize=16)(_percent_styles)
"""What one program saves of one form has the same styles in all units."""


def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage: a quoted sign does not count."""
    return "%" in code and "%" in _LITERAL.sub("", code)


def _is_percent(element: str) -> bool:
    code = _CODE.search(element)
    return code is not None and is_percent(code[1] or code[2] or "")
