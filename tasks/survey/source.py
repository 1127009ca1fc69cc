"""A source of survey forms, and the one shape into which every source is brought.

A source is a CSV file (UTF-8, comma, semicolon or tab) or an Excel workbook with the columns
``ma_phieu`` (number of the form), ``ma_don_vi`` (code of the unit), optionally ``kenh`` (how the
form was filled in), and one column per question, headed by its code ("3.4.1"). Other columns are
never loaded, so a list of names that slipped in stays out.
"""

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from models.domain.errors import UnreadableFile
from tasks.files.limits import Bounds, opened_xlsx, spanned_cells
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

SourceCell = int | float | str | bool | time | date | datetime | timedelta


FORM, UNIT, CHANNEL = "ma_phieu", "ma_don_vi", "kenh"
_HEAD = 64 * 1024
_CHUNK = 1024 * 1024


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin like an Excel workbook, whatever the file is called."""
    return content.startswith(_MAGIC)


def workbook_as_csv(name: str, content: bytes, marker: str) -> bytes:
    """The first sheet whose first row has a cell ``marker``, as comma-separated UTF-8.

    UnreadableFile if the workbook does not open, is far too large, or has no such sheet.
    """
    with opened_xlsx(content, name, SOURCE):
        found = _sheet(content, marker)
    if found is not None:
        return _as_csv(found)
    raise UnreadableFile(
        f"Tệp khảo sát “{name}” không có trang nào mang cột “{marker}” ở hàng đầu tiên. Đề nghị"
        " nhập phiếu vào đúng mẫu rồi gửi lại.",
        subject=name,
    )


def _sheet(content: bytes, marker: str) -> list[list[SourceCell]] | None:
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


def _as_csv(rows: list[list[SourceCell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _text(cell: SourceCell) -> str:
    """What a person reads in the cell: a code typed as a number has no ".0"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r", " ").replace("\n", " ").strip()


@dataclass(frozen=True)
class SurveySource:
    """What the survey team sent: the name people know it by, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Staged:
    """A source as a UTF-8 CSV file: how its fields are parted and which column holds what."""

    name: str
    path: Path
    delimiter: str
    width: int
    form: int
    unit: int
    answers: tuple[int, ...]


def stage(source: SurveySource, items: Sequence[str], path: Path) -> Staged:
    """Write ``source`` to ``path`` as CSV and find its columns; UnreadableFile if it has none."""
    content = source.content
    if is_workbook(content):
        content = workbook_as_csv(source.name, content, marker=FORM)
    _check_text(source.name, content)
    header, delimiter = _header(content)
    places = _places(source.name, header, (FORM, UNIT, *items))
    path.write_bytes(content)
    form, unit, *answers = places
    return Staged(source.name, path, delimiter, len(header), form, unit, tuple(answers))


def _check_text(name: str, content: bytes) -> None:
    """Refuse what is not UTF-8 text, without a decoded copy of a large file."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(view), _CHUNK):
            decoder.decode(view[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise UnreadableFile(
            f"Tệp khảo sát “{name}” không phải văn bản UTF-8. Đề nghị mở bằng Excel, chọn Lưu thành"
            " “CSV UTF-8” hoặc “Sổ làm việc Excel (.xlsx)” rồi gửi lại.",
            subject=name,
        ) from None


def _header(content: bytes) -> tuple[list[str], str]:
    """The cells of the first line, tidied, and the character that parts them."""
    text = content[:_HEAD].decode("utf-8-sig", errors="ignore")
    line = text.splitlines()[0] if text else ""
    delimiter = max(",;\t", key=line.count)
    cells = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    return [cell.strip().lower() for cell in cells], delimiter


def _places(name: str, header: list[str], wanted: Sequence[str]) -> list[int]:
    missing = [column for column in wanted if header.count(column.lower()) != 1]
    if missing:
        raise UnreadableFile(
            f"Tệp khảo sát “{name}” thiếu cột hoặc có cột lặp lại: {', '.join(missing)}."
            " Đề nghị dùng đúng tiêu đề cột của mẫu nhập phiếu rồi gửi lại.",
            subject=name,
        )
    return [header.index(column.lower()) for column in wanted]
