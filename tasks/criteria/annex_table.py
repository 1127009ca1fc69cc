"""An annex workbook as rows: code, name, maximum, rule text, evidence."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from python_calamine import CalamineWorkbook

from models.domain.errors import UnreadableFile
from models.domain.text_vi import tidy
from models.domain.values import Value
from tasks.criteria.annex_columns import HEADER_SEARCH, NEEDED, Column, columns_in


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
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheet_names:
            yield book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except Exception as fault:  # calamine has an error class of its own for each way to fail
        raise UnreadableFile(
            f"{name}: không mở được tệp như một bảng tính. "
            "Đề nghị lưu lại dạng .xlsx, không đặt mật khẩu, rồi nạp lại.",
            subject=name,
        ) from fault


def _rows(
    cells: Sequence[Sequence[object]], first: int, columns: Mapping[Column, int]
) -> Iterator[AnnexRow]:
    for number, row in enumerate(cells, start=first):
        text = {column: _text(row, index) for column, index in columns.items()}
        if any(text.values()):
            yield AnnexRow(
                row=number,
                code=text[Column.CODE].rstrip("."),
                name=tidy(text[Column.NAME]),
                maximum=text[Column.MAXIMUM],
                rule=text[Column.RULE],
                evidence=text.get(Column.EVIDENCE, ""),
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
