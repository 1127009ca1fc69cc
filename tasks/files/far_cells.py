"""Sheets of an xlsx that reach far beyond any table, found in their raw XML.

One value in the last cell of a sheet makes a reader reserve room for all cells before it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SUSPECT = re.compile(rb'R="(?:[A-Z]{3,}\d|[A-Z]{0,2}\d{5})')
_FAR_CELL = re.compile(rb'R="(?:[A-Z]{3,}\d|[A-Z]{1,2}\d{5})')
_FAR_ROW = re.compile(rb'R="\d{5}[^>]*(?<!/)><C')
"""A row beyond 9999 that has cells: they need not name themselves."""
_PLACE = re.compile(rb'R="([A-Z]{0,3})(\d{1,7})"')
_PREFIX = re.compile(rb"<([^<>:\"/]+:)SHEETDATA")
_CAPITALS = bytes.maketrans(b"'abcdefghijklmnopqrstuvwxyz", b'"ABCDEFGHIJKLMNOPQRSTUVWXYZ')
_SPACES = b" \t\r\n"


def plain(xml: bytes) -> bytes:
    """The XML of a sheet as the searches here expect it, however it was written.

    In capitals, with double quotes, without spaces and without a prefix of the namespace.
    """
    text = xml.translate(_CAPITALS, _SPACES)
    prefix = None if b"<SHEETDATA" in text else _PREFIX.search(text)
    return text.replace(b"<" + prefix[1], b"<").replace(b"/" + prefix[1], b"/") if prefix else text


def reaches_far(sheet: bytes) -> bool:
    """Whether a ``plain`` sheet has a value beyond column ZZ or row 9999."""
    if _SUSPECT.search(sheet) is None:
        return False
    return bool(_FAR_CELL.search(sheet) or _FAR_ROW.search(sheet))


def spanned_cells(sheet: bytes) -> int:
    """The cells of the smallest area from A1 that holds all rows and cells of a ``plain`` sheet."""
    columns, last = {b"A"}, 0
    for place in _PLACE.finditer(sheet):
        columns.add(place[1])
        last = max(last, int(place[2]))
    return last * max(map(column_number, columns))


@lru_cache(maxsize=1024)
def column_number(letters: bytes) -> int:
    """The number of a column from 1 by its letters; none at all is that of a row, 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
