"""Excel workbooks of survey forms, brought to CSV text."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from models.domain.errors import UnreadableFile
from tasks.files.far_cells import spanned_cells
from tasks.files.limits import Bounds, opened
from tasks.survey_sources import SOURCE_BYTES

_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MOST_CELLS = 10_000_000
SOURCE = Bounds(
    again="Đề nghị mở lại bằng Excel, bỏ mật khẩu nếu có, lưu dạng .xlsx rồi gửi lại.",
    trimmed="Đề nghị xóa nội dung đó rồi gửi lại.",
    most_bytes=SOURCE_BYTES,
    most_unpacked=300 * 1024 * 1024,
    is_far=lambda xml: spanned_cells(xml) > MOST_CELLS,
)

Cell = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin like an Excel workbook, whatever the file is called."""
    return content.startswith(_MAGIC)


def workbook_as_csv(name: str, content: bytes, marker: str) -> bytes:
    """The first sheet whose first row has a cell ``marker``, as comma-separated UTF-8.

    UnreadableFile if the workbook does not open, is far too large, or has no such sheet.
    """
    with opened(content, name, SOURCE):
        found = _sheet(content, marker)
    if found is not None:
        return _as_csv(found)
    raise UnreadableFile(
        f"Tệp khảo sát “{name}” không có trang nào mang cột “{marker}” ở hàng đầu tiên. Đề nghị"
        " nhập phiếu vào đúng mẫu rồi gửi lại.",
        subject=name,
    )


def _sheet(content: bytes, marker: str) -> list[list[Cell]] | None:
    """The rows of the first sheet that has ``marker`` in its first row; None without one."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for title in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
            if rows and marker in (_text(cell).lower() for cell in rows[0]):
                return rows
    except CalamineError as fault:
        raise ValueError(str(fault)) from fault
    return None


def _as_csv(rows: list[list[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _text(cell: Cell) -> str:
    """What a person reads in the cell: a code typed as a number has no ".0"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r", " ").replace("\n", " ").strip()
