"""The printed call list: its columns and lines, the same in Word, and itself in Excel."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.domain.campaign import Campaign
from models.domain.deadlines import HANOI
from tasks.calls.rows import CallRow
from tasks.rendering.excel import Book

TITLE = "DANH SÁCH CẦN GỌI ĐIỆN"
NOTE = (
    "Danh sách có số điện thoại cá nhân, chỉ dùng để liên hệ công việc; dùng xong đề nghị hủy. "
    "Đã gọi xong thì ghi nhận từng tin theo số ở cột “Tin số”."
)
PERSON_COLUMNS = 3
"""The first columns are of the person, those after it of each thing to tell."""
SHEET = "Gọi điện"
_BLANK = ("", "")


@dataclass(frozen=True)
class CallColumn:
    """A column: its heading, its share of the width, whether it is centred."""

    heading: str
    width: float
    centred: bool = False


CALL_COLUMNS = (
    CallColumn("STT", 7, centred=True),
    CallColumn("Người cần gọi", 23),
    CallColumn("Điện thoại", 15, centred=True),
    CallColumn("Việc cần báo", 38),
    CallColumn("Tin số", 8, centred=True),
    CallColumn("Kênh đã thử và lý do", 34),
    CallColumn("Kết quả gọi", 17),
    CallColumn("Thời điểm", 11),
)
WIDTHS = tuple(column.width for column in CALL_COLUMNS)


@dataclass(frozen=True)
class CallCells:
    """The cells of a person, and those of each thing that the person is to be told."""

    person: tuple[str, str, str]
    matters: tuple[tuple[str, str, str], ...]


def calls_in_cells(rows: Iterable[CallRow]) -> Iterator[CallCells]:
    """The rows as the columns show them; the last two are left blank for the caller."""
    for number, row in enumerate(rows, start=1):
        who = f"{row.person}\n{row.unit}" if row.unit else row.person
        matters = tuple((each.what, str(each.number), each.failed) for each in row.matters)
        yield CallCells(person=(str(number), who, row.phone), matters=matters)


def headings(campaign: Campaign, rows: Sequence[CallRow], now: datetime) -> tuple[str, str]:
    """The title, and whose list it is as of when."""
    moment = f"{now.astimezone(HANOI):%H giờ %M ngày %d/%m/%Y}"
    return TITLE, f"{campaign.title}; {len(rows)} người; lập lúc {moment}"


def calls_xlsx(campaign: Campaign, rows: Sequence[CallRow], now: datetime) -> bytes:
    """One sheet, A4 across, its header on every page; no cell can become a formula."""
    book = Book()
    sheet = book.sheet(SHEET, WIDTHS)
    last = len(CALL_COLUMNS) - 1
    row = book.titles(sheet, 0, last, headings(campaign, rows, now))
    book.heads(sheet, row, [column.heading for column in CALL_COLUMNS])
    row += 1
    for call in calls_in_cells(rows):
        row = _write(book, sheet, row, call)
    book.remark(sheet, row + 1, last, NOTE)
    return book.close()


def _write(book: Book, sheet: Worksheet, row: int, call: CallCells) -> int:
    """Write a call from ``row`` on, a line for each thing to tell; the row after it."""
    for place, matter in enumerate(call.matters):
        person = call.person if place == 0 else ("", "", "")
        _line(book, sheet, row + place, (*person, *matter, *_BLANK))
    end = row + len(call.matters)
    if len(call.matters) > 1:
        for column in range(PERSON_COLUMNS):
            style = _style(book, column)
            sheet.merge_range(row, column, end - 1, column, "", style)
            sheet.write_string(row, column, call.person[column], style)
    return end


def _line(book: Book, sheet: Worksheet, row: int, cells: Sequence[str]) -> None:
    for column, cell in enumerate(cells):
        sheet.write_string(row, column, cell, _style(book, column))
    sheet.set_row(row, book.height(cells, WIDTHS))


def _style(book: Book, column: int) -> Format:
    return book.formats["centre_text" if CALL_COLUMNS[column].centred else "text"]
