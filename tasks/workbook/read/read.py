"""Workbook bytes to neutral cells, by calamine: values only, no formats.

openpyxl takes ten times as long for the bare cells (bench/workbook_read.py), and half a second of
processor time to be imported, which each worker and each offline check would pay.
What calamine leaves out (percentages, errors, limits, macros) is looked up before in the bytes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from models.domain.collection.workbook import LABELS_SHEET, Sheet, Workbook
from models.domain.vietnamese.numbers import CellValue, format_number
from tasks.files.limits import Bounds, check_bytes, checked_members, damage_told, far_cells_refusal
from tasks.workbook.read.kinds import FILL_OURS, SpreadsheetKind, kind_of_members, spreadsheet_kind
from tasks.workbook.read.ods_scan import scan_ods
from tasks.workbook.read.scan import Extent, OddCells, TooFar, WorkbookScan
from tasks.workbook.read.xls_scan import scan_xls
from tasks.workbook.read.xlsx_scan import scan_xlsx

RETURNED_BOUNDS = Bounds(
    again=FILL_OURS,
    trimmed="Đề nghị xóa nội dung đó, hoặc chép số liệu sang tệp đã gửi cho đơn vị rồi gửi lại.",
)
_PANIC = "PanicException"


def read_workbook(content: bytes, name: str) -> Workbook:
    """The sheets of an xlsx, xlsm, xls or ods, hidden ones too, and notes about the file.

    ``name`` is for the sentences, and refused when it is that of another kind of file. Numbers
    become Decimal with the 15 digits Excel keeps; a cell shown as a percentage becomes the text a
    person sees ("95%"), one that shows an error that error, and a formula without a result
    ``NO_RESULT``. The sheet of what may be picked, by its name, is left out: it says nothing of
    the unit. UnreadableFile for anything that is no sound workbook.
    """
    check_bytes(content, name, RETURNED_BOUNDS)
    kind = spreadsheet_kind(content, name)
    with damage_told(name, RETURNED_BOUNDS):
        scan = _scan(content, name, kind)
        try:
            with _panics_told():
                return Workbook(tuple(_sheets(content, scan)), scan.notes)
        except TooFar as error:
            raise far_cells_refusal(name, RETURNED_BOUNDS) from error


def _scan(content: bytes, name: str, kind: SpreadsheetKind | None) -> WorkbookScan:
    if kind is SpreadsheetKind.XLS:
        return scan_xls(content, name, RETURNED_BOUNDS)
    members = checked_members(content, name, RETURNED_BOUNDS)
    if kind_of_members(members.names, name) is SpreadsheetKind.ODS:
        return scan_ods(members, name, RETURNED_BOUNDS)
    return scan_xlsx(members, name, RETURNED_BOUNDS)


@contextmanager
def _panics_told() -> Iterator[None]:
    """ValueError for what calamine stumbles over, which in Rust may be a panic."""
    try:
        yield
    except CalamineError as error:
        raise ValueError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise ValueError(str(error)) from error
        raise


def _sheets(content: bytes, scan: WorkbookScan) -> Iterator[Sheet]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    extent = Extent()
    for name in workbook.sheet_names:
        if name == LABELS_SHEET:
            continue
        sheet = workbook.get_sheet_by_name(name)
        extent.next_sheet()
        extent.include(sheet.total_height, sheet.total_width)
        rows = [_values(row) for row in sheet.to_python(skip_empty_area=False)]
        if name in scan.cells:
            _amend(rows, scan.cells[name])
        yield Sheet(name, tuple(map(tuple, rows)))


def _values(row: Sequence[Any]) -> list[CellValue]:
    return [_value(cell) for cell in row]


def _value(raw: str | float | time | date | timedelta) -> CellValue:
    """The value of a cell: None for no text."""
    if isinstance(raw, str):
        return raw or None
    if isinstance(raw, bool | time | date | timedelta):
        return raw
    return Decimal(raw) if isinstance(raw, int) else _decimal(raw)


@lru_cache(maxsize=4096)
def _decimal(raw: float) -> Decimal:
    """The number that Excel shows; remembered, as the same few stand in all workbooks.

    That saves a tenth of reading and checking one (bench/workbook_read.py). -0.0 is 0 to a person,
    and to the memory of what was worked out before.
    """
    return Decimal(f"{raw + 0.0:.15g}")


def _amend(rows: list[list[CellValue]], odd: OddCells) -> None:
    """Put into the rows of a sheet what a person sees there."""
    for (row, column), oddity in odd.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = oddity or _percentage(rows[row][column])


def _percentage(value: CellValue) -> CellValue:
    return f"{format_number(value * 100)}%" if isinstance(value, Decimal) else value
