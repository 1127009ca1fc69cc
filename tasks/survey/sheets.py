"""Excel workbooks of survey forms, brought to CSV text."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from models.domain.errors import UnreadableFile

_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MOST_INFLATED = 1024**3

Cell = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin like an Excel workbook, whatever the file is called."""
    return content.startswith(_MAGIC)


def workbook_as_csv(name: str, content: bytes, marker: str) -> bytes:
    """The first sheet whose first row has a cell ``marker``, as comma-separated UTF-8.

    UnreadableFile if the workbook does not open, is far too large, or has no such sheet.
    """
    try:
        _check_size(content)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = (workbook.get_sheet_by_name(title) for title in workbook.sheet_names)
        for sheet in sheets:
            rows = sheet.to_python(skip_empty_area=False)
            if rows and marker in (_text(cell).lower() for cell in rows[0]):
                return _as_csv(rows)
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile):
        raise UnreadableFile(
            f"Không mở được tệp khảo sát “{name}”. Đề nghị mở lại bằng Excel, bỏ mật khẩu nếu có,"
            " lưu dạng .xlsx rồi gửi lại.",
            subject=name,
        ) from None
    raise UnreadableFile(
        f"Tệp khảo sát “{name}” không có trang nào mang cột “{marker}” ở hàng đầu tiên. Đề nghị"
        " nhập phiếu vào đúng mẫu rồi gửi lại.",
        subject=name,
    )


def _check_size(content: bytes) -> None:
    """Refuse a workbook that would unpack to more than any survey needs."""
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _MOST_INFLATED:
            raise ValueError("too large")


def _as_csv(rows: list[list[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _text(cell: Cell) -> str:
    """What a person reads in the cell: a code typed as a number has no ".0"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r", " ").replace("\n", " ").strip()
