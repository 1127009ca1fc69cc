"""Vietnamese wording of names, dates and numbers as documents print them."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from models.domain.campaign import Authority, Campaign
from models.domain.deadlines import HANOI
from models.domain.documents.record import DocumentRecord, series
from models.domain.stages import STAGES, StageName
from models.domain.units import Level
from models.domain.vietnamese.numbers import format_points

FULL = "Ủy ban nhân dân"
SHORT = "UBND"
COMMUNE_NOUNS = ("xã", "phường", "thị trấn", "đặc khu")
BLANK = "\N{NO-BREAK SPACE}" * 7


LOCAL_GOVERNMENT_2025 = date(2025, 6, 16)
REFORM_PROGRAMME = (
    "Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình "
    "tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030"
)


def full_name(name: str) -> str:
    """The name with "Ủy ban nhân dân" written out."""
    return re.sub(rf"{FULL}|{SHORT}", FULL, name)


def short_name(name: str) -> str:
    """The name with the usual abbreviation "UBND"."""
    return re.sub(rf"{FULL}|{SHORT}", SHORT, name)


def area_of(name: str) -> str:
    """What follows "Ủy ban nhân dân": "huyện Hương Khê"."""
    return re.sub(rf"^({FULL}|{SHORT})\s+", "", name)


def sentence(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def signed(value: Decimal) -> str:
    """A figure with its sign, and plain 0,00 for nothing: +1,50; −0,50."""
    text = format_points(abs(value))
    return text if value == 0 else f"{'+' if value > 0 else '−'}{text}"


def long_date(day: date) -> str:
    """Day, month and year; days below 10 and months 1 and 2 take a 0 (Phụ lục I, II.4.b)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def hour(moment: datetime) -> str:
    """An hour of a day as minutes print it: "16 giờ 20 phút, ngày 16 tháng 11 năm 2021"."""
    here = moment.astimezone(HANOI)
    return f"{here:%H giờ %M phút}, {long_date(here.date())}"


def draft_date(day: date) -> str:
    """The date line of a draft: the day is left blank for the clerk."""
    return re.sub(r"^ngày \d\d", f"ngày {BLANK}", long_date(day))


def decision_short(basis: str) -> str:
    """The later, short citation of a basis: kind, number and symbol only (Phụ lục I, II.6.b).

    A basis without a number is cited whole, less what stands in brackets after it.
    """
    found = re.match(r"\D*số\s+\S*\d\S*", basis)
    return found.group().rstrip(",;") if found else re.sub(r"\s*\(.*", "", basis)


def enumerated(names: Sequence[str]) -> str:
    """Names in one line: "A, B và C"."""
    return " và ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def commune_nouns(campaign: Campaign) -> str:
    """Kinds of the ranked units as the plan writes them: "xã, thị trấn"; "xã, phường"."""
    names = [unit.name.lower() for unit in campaign.communes]
    found = [noun for noun in COMMUNE_NOUNS if any(name.startswith(noun) for name in names)]
    return ", ".join(found) or "xã"


def department_named(campaign: Campaign, word: str, otherwise: str) -> str:
    """The first department whose name holds ``word``, or a general name if there is none."""
    names = (unit.name for unit in campaign.departments if word in unit.name)
    return next(names, otherwise)


def in_force(day: date) -> tuple[str, ...]:
    """The laws on local government and the reform programme in force on ``day``."""
    return (*_local_government(day), REFORM_PROGRAMME)


def _local_government(day: date) -> tuple[str, ...]:
    if day >= LOCAL_GOVERNMENT_2025:
        return ("Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",)
    return (
        "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
        "Luật Sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức "
        "chính quyền địa phương ngày 22 tháng 11 năm 2019",
    )


def bodies_above(authority: Authority) -> tuple[str, ...]:
    """The bodies to which the authority reports (plan, II.4), as documents address them."""
    superior = full_name(authority.superior)
    return (superior, "Sở Nội vụ") if authority.level is Level.DISTRICT else (superior,)


def issued_name(record: DocumentRecord, authority: Authority) -> str:
    """An issued document by number, symbol and title: "01-KH-UBND Kế hoạch triển khai….docx"."""
    if record.number is None:
        raise ValueError(f"not issued: {record.kind}")
    symbol = series(record.kind, authority)
    return f"{record.number:02d}-{symbol} {record.title}.docx"


def draft_name(record: DocumentRecord) -> str:
    """A draft by its title and round: "Kế hoạch triển khai… (dự thảo lần 1).docx"."""
    return f"{record.title} (dự thảo lần {record.round}).docx"


def packed_name(stage: StageName) -> str:
    """A packed dossier in a mail: "Hồ sơ kèm theo - Báo cáo cấp trên.zip"."""
    return f"Hồ sơ kèm theo - {STAGES[stage].title}.zip"
