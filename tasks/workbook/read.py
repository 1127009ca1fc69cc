"""Workbook bytes to neutral cells, by calamine: values only, no formats, twenty times openpyxl."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from models.domain.numbers_vi import CellValue
from models.domain.workbook import Sheet
from tasks.archive import Bounds, opened
from tasks.workbook.percent_cells import PercentCells, percent_cells

RETURNED = Bounds(
    again="Đề nghị mở tệp đã gửi cho đơn vị bằng Excel, điền, lưu (.xlsx) rồi gửi lại.",
    trimmed="Đề nghị xóa nội dung đó, hoặc chép số liệu sang tệp đã gửi cho đơn vị rồi gửi lại.",
)
RawCell = int | float | str | bool | time | date | timedelta


def read(content: bytes, name: str) -> tuple[Sheet, ...]:
    """All sheets of an xlsx, hidden ones too; ``name`` is for the sentences only.

    Numbers become Decimal with the 15 digits Excel keeps; a cell shown as a percentage becomes
    the text a person sees ("95%"). UnreadableFile for anything that is no sound xlsx.
    """
    with opened(content, name, RETURNED) as archive:
        return _sheets(content, percent_cells(archive, content))


def _sheets(content: bytes, percents: PercentCells) -> tuple[Sheet, ...]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [Sheet(name, _rows(workbook, name)) for name in workbook.sheet_names]
    except CalamineError as error:
        raise ValueError(str(error)) from error
    return tuple(_with_percents(sheet, percents) for sheet in sheets)


def _rows(workbook: CalamineWorkbook, name: str) -> tuple[tuple[CellValue, ...], ...]:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return tuple(tuple([_value(cell) for cell in row]) for row in rows)


def _value(raw: RawCell) -> CellValue:
    if isinstance(raw, str):
        return raw or None
    if isinstance(raw, float):
        return Decimal(f"{raw:.15g}")
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    return raw


def _with_percents(sheet: Sheet, percents: PercentCells) -> Sheet:
    if not any(name == sheet.name for name, _, _ in percents):
        return sheet
    rows = tuple(
        tuple(percents.get((sheet.name, r, c), value) for c, value in enumerate(row))
        for r, row in enumerate(sheet.rows)
    )
    return Sheet(sheet.name, rows)
