"""Days and moments as Vietnamese officials type and read them; moments are told in Hanoi."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from models.domain.deadlines import HANOI
from models.domain.vietnamese.numbers import CellValue
from models.domain.vietnamese.text import fold

_DAY_FIRST = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[ t]00:00(?::00)?)?", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2}) tháng (\d{1,2}),? năm (\d{4})", re.ASCII)
_SPACED_SIGN = re.compile(r"\s*([/.\-])\s*")
_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(32874, 73415)
"""Day numbers of spreadsheets for 01/01/1990 to 31/12/2100: what a day becomes as a number."""


def parse_date(value: CellValue) -> date | None:
    """The day a cell means, or None when it means none.

    ``"12/01/2021"``, ``"12-1-2021"``, ``"12.1.21"``, ``"ngày 12 tháng 01 năm 2021"`` and
    ``"2021-01-12"`` are 12 January 2021, and so is a date cell and its day number 44208.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, Decimal):
        return _of_serial(value)
    return _of_text(value) if isinstance(value, str) else None


def _of_serial(value: Decimal) -> date | None:
    if not value.is_finite() or value != value.to_integral_value() or int(value) not in _SERIALS:
        return None
    return _SERIAL_START + timedelta(days=int(value))


def _of_text(text: str) -> date | None:
    typed = fold(text).removeprefix("ngày").strip(" .,")
    if words := _IN_WORDS.fullmatch(typed):
        day, month, year = words.groups()
        return _day(year, month, day)
    typed = _SPACED_SIGN.sub(r"\1", typed)
    if first := _DAY_FIRST.fullmatch(typed):
        day, _, month, year = first.groups()
        return _day(year if len(year) == 4 else f"20{year}", month, day)
    if last := _YEAR_FIRST.fullmatch(typed):
        return _day(*last.groups())
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def moment_in_words(at: datetime) -> str:
    """An aware moment in a sentence: ``"16:30 ngày 05/11/2021"``."""
    return f"{at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}"


def moment_in_table(at: datetime | None) -> str:
    """An aware moment in a cell or a line: ``"05/11/2021 16:30"``; nothing for None."""
    return f"{at.astimezone(HANOI):%d/%m/%Y %H:%M}" if at else ""
