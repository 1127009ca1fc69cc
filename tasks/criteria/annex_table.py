"""An annex workbook as rows: code, name, maximum, rule text, evidence."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from python_calamine import CalamineError, CalamineWorkbook

from models.domain.errors import UnreadableFile
from models.domain.values import Value
from models.domain.vietnamese.text import tidy
from tasks.criteria.annex_columns import HEADER_SEARCH, NEEDED, AnnexColumn, columns_in
from tasks.files.limits import Bounds, opened

ANNEX = Bounds(
    again="Đề nghị lưu lại dạng .xlsx, không đặt mật khẩu, rồi nạp lại.",
    trimmed="Đề nghị xóa nội dung đó, chỉ để lại bảng phụ lục, rồi nạp lại.",
)


class AnnexRow(Value):
    """One row of the table as text; ``row`` is its number in the sheet, from 1."""

    row: int
    code: str
    name: str
    maximum: str
    rule: str
    evidence: str


def read_table(content: bytes, name: str) -> tuple[AnnexRow, ...]:
    """The rows below the headings, on the first sheet that has them; UnreadableFile otherwise."""
    for cells in _sheets(content, name):
        for top, row in enumerate(cells[:HEADER_SEARCH]):
            columns = columns_in(row)
            if all(column in columns for column in NEEDED):
                return tuple(_rows(cells[top + 1 :], top + 2, columns))
    raise UnreadableFile(
        f"{name}: không tìm thấy bảng có đủ các cột {', '.join(NEEDED)}. "
        "Đề nghị ghi đúng tên cột ở một dòng, hoặc lấy tệp mẫu bằng lệnh xuất bộ tiêu chí.",
        subject=name,
    )


def _sheets(content: bytes, name: str) -> Iterator[Sequence[Sequence[object]]]:
    with opened(content, name, ANNEX):
        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            sheets = [
                book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
                for sheet in book.sheet_names
            ]
        except CalamineError as fault:
            raise ValueError(str(fault)) from fault
    yield from sheets


def _rows(
    cells: Sequence[Sequence[object]], first: int, columns: Mapping[AnnexColumn, int]
) -> Iterator[AnnexRow]:
    for number, row in enumerate(cells, start=first):
        text = {column: _text(row, index) for column, index in columns.items()}
        if any(text.values()):
            yield AnnexRow(
                row=number,
                code=text[AnnexColumn.CODE].rstrip("."),
                name=tidy(text[AnnexColumn.NAME]),
                maximum=text[AnnexColumn.MAXIMUM],
                rule=text[AnnexColumn.RULE],
                evidence=text.get(AnnexColumn.EVIDENCE, ""),
            )


def _text(row: Sequence[object], index: int) -> str:
    """A cell as text, its lines kept: 1.0 is "1", and a date (a mangled code) shows as one."""
    value = row[index] if index < len(row) else ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{round(value, 6):g}"
    lines = (tidy(line) for line in str(value).splitlines())
    return "\n".join(line for line in lines if line)
