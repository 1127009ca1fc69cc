"""An annex workbook as rows (code, name, maximum, rule text, evidence), with their depth."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum

from python_calamine import CalamineError, CalamineWorkbook

from models.domain.errors import UnreadableFile
from models.domain.values import Value
from models.domain.vietnamese.text import fold, tidy
from tasks.criteria.clauses import NUMERAL, as_number
from tasks.files.limits import Bounds, opened_xlsx

HEADER_SEARCH = 30
"""How many rows from the top may hold the headings."""
ANNEX = Bounds(
    again="Đề nghị lưu lại dạng .xlsx, không đặt mật khẩu, rồi nạp lại.",
    trimmed="Đề nghị xóa nội dung đó, chỉ để lại bảng phụ lục, rồi nạp lại.",
)


class AnnexColumn(StrEnum):
    """The seven columns; the value is the heading as an export writes it."""

    CODE = "STT"
    NAME = "Tiêu chí, tiêu chí thành phần"
    MAXIMUM = "Điểm tối đa"
    DECLARED = "Số liệu kê khai"
    RULE = "Cách tính điểm"
    EVIDENCE = "Các yêu cầu và tài liệu kiểm chứng"
    SELF_SCORE = "Điểm tự đánh giá"


NEEDED = (AnnexColumn.CODE, AnnexColumn.NAME, AnnexColumn.MAXIMUM, AnnexColumn.RULE)
"""Without these a table is not an annex; evidence may be missing, the others are not read."""


_STARTS = {
    AnnexColumn.CODE: ("stt", "tt", "mã"),
    AnnexColumn.NAME: ("tiêu chí", "lĩnh vực", "nội dung"),
    AnnexColumn.MAXIMUM: ("điểm tối đa", "điểm chuẩn"),
    AnnexColumn.RULE: ("cách tính điểm", "cách chấm điểm", "thang điểm"),
    AnnexColumn.EVIDENCE: ("các yêu cầu", "tài liệu kiểm chứng", "yêu cầu"),
}


def columns_in(cells: Sequence[object]) -> Mapping[AnnexColumn, int]:
    """The index of each known heading in a row of cells; the leftmost of each wins."""
    found: dict[AnnexColumn, int] = {}
    for index, cell in enumerate(cells):
        heading = fold(cell) if isinstance(cell, str) else ""
        for column, starts in _STARTS.items():
            if column not in found and heading.startswith(starts):
                found[column] = index
                break
    return found


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
    with opened_xlsx(content, name, ANNEX):
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


class Depth(Enum):
    """What a row stands for, by the form of its code."""

    AREA = r"[1-9]\d*"
    CRITERION = r"[1-9]\d*\.[1-9]\d*"
    ITEM = r"[1-9]\d*\.[1-9]\d*\.[1-9]\d*"
    ADJUSTMENT = r"[CT]\.[1-9]\d*"
    CAP = r"[CT]"
    OTHER = r".*"


def depth_of(row: AnnexRow) -> Depth:
    """The first form that the code of ``row`` has; OTHER if none."""
    return next(depth for depth in Depth if re.fullmatch(depth.value, row.code, re.DOTALL))


def parent_code(code: str) -> str:
    """The code one level up: 1.2 for 1.2.3, "" for 1."""
    return code.rpartition(".")[0]


def points_of(row: AnnexRow) -> Decimal | None:
    """The maximum of a row; None if the cell is not a number of points above 0."""
    points = as_number(row.maximum) if re.fullmatch(NUMERAL, row.maximum) else None
    return points if points else None


def joined_rows(rows: Iterable[AnnexRow]) -> tuple[AnnexRow, ...]:
    """Rows without total lines, and with rule and evidence that run on over rows put together."""
    result: list[AnnexRow] = []
    for row in rows:
        runs_on = not (row.code or row.name or row.maximum)
        if runs_on and result:
            result[-1] = _joined(result[-1], row)
        elif not _is_total(row):
            result.append(row)
    return tuple(result)


def _joined(row: AnnexRow, more: AnnexRow) -> AnnexRow:
    return row.model_copy(
        update={
            "rule": f"{row.rule}\n{more.rule}".strip(),
            "evidence": f"{row.evidence}\n{more.evidence}".strip(),
        }
    )


def _is_total(row: AnnexRow) -> bool:
    return not row.code and row.name.lower().startswith(("tổng", "cộng"))
