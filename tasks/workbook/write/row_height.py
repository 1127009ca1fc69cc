"""Row heights that show all printed text at once and still grow with what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

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
