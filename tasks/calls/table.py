"""What the printed list shows: its columns and its lines, the same in Excel and in Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.domain.campaign import Campaign
from models.domain.deadlines import HANOI
from tasks.calls.rows import Row

TITLE = "DANH SÁCH CẦN GỌI ĐIỆN"
NOTE = (
    "Danh sách có số điện thoại cá nhân, chỉ dùng để liên hệ công việc; dùng xong đề nghị hủy. "
    "Đã gọi xong thì ghi nhận từng tin theo số ở cột “Tin số”."
)


@dataclass(frozen=True)
class Column:
    """A column: its heading, its share of the width, whether it is centred."""

    heading: str
    width: float
    centred: bool = False


COLUMNS = (
    Column("STT", 7, centred=True),
    Column("Người cần gọi", 23),
    Column("Điện thoại", 15, centred=True),
    Column("Việc cần báo", 38),
    Column("Tin số", 8, centred=True),
    Column("Kênh đã thử và lý do", 34),
    Column("Kết quả gọi", 17),
    Column("Thời điểm", 11),
)
PERSON_COLUMNS = 3
"""The first columns are of the person, those after it of each thing to tell."""


@dataclass(frozen=True)
class Call:
    """The cells of a person, and those of each thing that the person is to be told."""

    person: tuple[str, str, str]
    matters: tuple[tuple[str, str, str], ...]


def calls_in_cells(rows: Iterable[Row]) -> Iterator[Call]:
    """The rows as the columns show them; the last two are left blank for the caller."""
    for number, row in enumerate(rows, start=1):
        who = f"{row.person}\n{row.unit}" if row.unit else row.person
        matters = tuple((each.what, str(each.number), each.failed) for each in row.matters)
        yield Call(person=(str(number), who, row.phone), matters=matters)


def headings(campaign: Campaign, rows: Sequence[Row], now: datetime) -> tuple[str, str]:
    """The title, and whose list it is as of when."""
    moment = f"{now.astimezone(HANOI):%H giờ %M ngày %d/%m/%Y}"
    return TITLE, f"{campaign.title}; {len(rows)} người; lập lúc {moment}"
