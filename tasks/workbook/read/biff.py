"""The records of an old Excel workbook (BIFF5 and BIFF8), as far as a look into it needs them.

Source: [MS-XLS], sections 2.3 and 2.4. A record is its number, its length (two bytes each) and as
many bytes; a sheet is a run of records from the place that the workbook's list of sheets names.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from struct import Struct

_HEAD = Struct("<HH")


class Record(IntEnum):
    """Numbers of the records that are looked at."""

    FORMULA = 0x06
    END = 0x0A
    FILE_PASS = 0x2F
    BOUND_SHEET = 0x85
    MULTIPLE_NUMBERS = 0xBD
    STYLE = 0xE0
    SHARED_TEXT = 0xFD
    EXTERNAL_BOOK = 0x1AE
    DIMENSIONS = 0x200
    NUMBER = 0x203
    TEXT = 0x204
    ERROR = 0x205
    SHORT_NUMBER = 0x27E
    FORMAT = 0x41E


CELLS = (
    Record.FORMULA,
    Record.MULTIPLE_NUMBERS,
    Record.SHARED_TEXT,
    Record.NUMBER,
    Record.TEXT,
    Record.ERROR,
    Record.SHORT_NUMBER,
)
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """The records from ``start`` to the end of their part; a cut-off one ends them too."""
    while start + _HEAD.size <= len(stream):
        number, length = _HEAD.unpack_from(stream, start)
        start += _HEAD.size
        yield number, stream[start : start + length]
        if number == Record.END:
            return
        start += length


def text(data: bytes, length: int, wide_flag: int | None) -> str:
    """Text of ``length`` letters; ``wide_flag`` is where BIFF8 says that letters have two bytes."""
    if wide_flag is None:
        return data[:length].decode("latin-1")
    letters = data[wide_flag + 1 :]
    if data[wide_flag] & 1:
        return letters[: 2 * length].decode("utf-16-le")
    return letters[:length].decode("latin-1")
