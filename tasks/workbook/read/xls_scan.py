"""A scan of an old Excel workbook (.xls): password, macros, limits, percent cells, errors."""

from collections.abc import Iterator
from enum import IntEnum
from io import BytesIO
from struct import Struct, unpack_from

from olefile import DEFECT_INCORRECT, OleFileIO

from models.domain.collection.workbook import FileNote
from models.domain.errors import UnreadableFile
from tasks.files.limits import ENCRYPTED, Bounds, far_cells_refusal, password_refusal
from tasks.workbook.read.kinds import SAVE_AS
from tasks.workbook.read.scan import PERCENT, Extent, OddCells, TooFar, WorkbookScan, is_percent

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


def biff_records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """The records from ``start`` to the end of their part; a cut-off one ends them too."""
    while start + _HEAD.size <= len(stream):
        number, length = _HEAD.unpack_from(stream, start)
        start += _HEAD.size
        yield number, stream[start : start + length]
        if number == Record.END:
            return
        start += length


def biff_text(data: bytes, length: int, wide_flag: int | None) -> str:
    """Text of ``length`` letters; ``wide_flag`` is where BIFF8 says that letters have two bytes."""
    if wide_flag is None:
        return data[:length].decode("latin-1")
    letters = data[wide_flag + 1 :]
    if data[wide_flag] & 1:
        return letters[: 2 * length].decode("utf-16-le")
    return letters[:length].decode("latin-1")


_STREAMS = {"Workbook": True, "Book": False}
"""The stream of the records, and whether they are of BIFF8."""
_BUILT_IN = (9, 10)
_WIDE = 14
"""Bytes of the dimensions of a sheet in BIFF8, whose rows have four bytes."""
_NUMBERS = (Record.NUMBER, Record.SHORT_NUMBER, Record.FORMULA)
_OWN_BOOK = (b"\x01\x04", b"\x01\x3a")


class Globals:
    """What stands before the sheets: their places and names, styles, links."""

    def __init__(self, stream: bytes, wide: bool) -> None:
        self.sheets: list[tuple[str, int]] = []
        self.locked = self.linked = False
        self._wide = wide
        self._styles: list[int] = []
        self._percent = set(_BUILT_IN)
        for number, data in biff_records(stream):
            self._take(number, data)

    @property
    def percent_styles(self) -> frozenset[int]:
        """The places of the cell styles that show percentages."""
        return frozenset(n for n, style in enumerate(self._styles) if style in self._percent)

    def _take(self, number: int, data: bytes) -> None:
        if number == Record.FILE_PASS:
            self.locked = True
        elif number == Record.BOUND_SHEET:
            at, length = unpack_from("<I2xB", data)
            self.sheets.append((biff_text(data[7:], length, 0 if self._wide else None), at))
        elif number == Record.STYLE:
            self._styles.append(unpack_from("<2xH", data)[0])
        elif number == Record.FORMAT:
            if is_percent(self._format(data)):
                self._percent.add(unpack_from("<H", data)[0])
        elif number == Record.EXTERNAL_BOOK:
            self.linked |= data[2:4] not in _OWN_BOOK

    def _format(self, data: bytes) -> str:
        if self._wide:
            return biff_text(data[4:], unpack_from("<2xH", data)[0], 0)
        return biff_text(data[3:], data[2], None)


def scan_xls(content: bytes, name: str, bounds: Bounds) -> WorkbookScan:
    """What an old workbook holds beside values; UnreadableFile for a password or a far cell."""
    if ENCRYPTED in content:
        raise password_refusal(name)
    with OleFileIO(BytesIO(content), raise_defects=DEFECT_INCORRECT) as ole:
        folders = {path[0] for path in ole.listdir(streams=True, storages=True)}
        stream, wide = _stream(ole, folders, name)
    book = Globals(stream, wide)
    if book.locked:
        raise password_refusal(name)
    notes = set(_notes(folders))
    if book.linked:
        notes.add(FileNote.EXTERNAL_LINKS)
    try:
        odd = _odd_cells(stream, book)
    except TooFar as error:
        raise far_cells_refusal(name, bounds) from error
    return WorkbookScan(odd, frozenset(notes))


def _stream(ole: OleFileIO, folders: set[str], name: str) -> tuple[bytes, bool]:
    for stream, wide in _STREAMS.items():
        if stream in folders:
            return ole.openstream(stream).read(), wide
    raise UnreadableFile(f"Tệp “{name}” không phải bảng tính Excel. {SAVE_AS}", name)


def _notes(folders: set[str]) -> Iterator[FileNote]:
    if "_VBA_PROJECT_CUR" in folders:
        yield FileNote.MACROS
    if any(folder.startswith("MBD") for folder in folders):
        yield FileNote.EMBEDDED_OBJECTS


def _odd_cells(stream: bytes, book: Globals) -> dict[str, OddCells]:
    """The cells that show an error, and the percentages."""
    odd: dict[str, dict[tuple[int, int], str]] = {}
    extent, percent = Extent(), book.percent_styles
    for sheet, start in book.sheets:
        extent.next_sheet()
        for number, data in biff_records(stream, start):
            if number == Record.DIMENSIONS:
                _include(extent, data)
            elif number in CELLS:
                row, column = unpack_from("<HH", data)
                extent.include(row + 1, column + 1)
                for at, oddity in _oddities(number, data, percent):
                    odd.setdefault(sheet, {})[row, column + at] = oddity
    return {**odd}


def _include(extent: Extent, data: bytes) -> None:
    """Let ``extent`` hold what a sheet says it spans: readers make room by that."""
    top, rows, left, columns = unpack_from("<IIHH" if len(data) == _WIDE else "<HHHH", data)
    if top > rows or left > columns:
        raise ValueError("a sheet ends before it begins")
    extent.include(rows, columns)


def _oddities(number: int, data: bytes, percent: frozenset[int]) -> Iterator[tuple[int, str]]:
    if number == Record.MULTIPLE_NUMBERS:
        for at in range((len(data) - 6) // 6):
            if unpack_from("<H", data, 4 + 6 * at)[0] in percent:
                yield at, PERCENT
        return
    error = _error(number, data)
    if error is not None:
        yield 0, error
    elif number in _NUMBERS and unpack_from("<H", data, 4)[0] in percent:
        yield 0, PERCENT


def _error(number: int, data: bytes) -> str | None:
    if number == Record.ERROR and data[7:8] == b"\x01":
        return ERRORS.get(data[6], "#VALUE!")
    if number == Record.FORMULA and data[12:14] == b"\xff\xff" and data[6:7] == b"\x02":
        return ERRORS.get(data[8], "#VALUE!")
    return None
