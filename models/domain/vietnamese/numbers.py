"""Numbers as Vietnamese officials type them: decimal comma, text cells, a percent sign.

The same few texts come thousands of times in a campaign, so what they mean is remembered.
"""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache

from models.domain.vietnamese.text import tidy

CellValue = str | Decimal | bool | date | time | timedelta | None
"""What a cell holds: numbers are Decimal (never float), an empty cell is None."""

_MOST_DIGITS = 15
_PLAIN = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,12})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,12})?", re.ASCII)
_GROUP_SPACE = re.compile(r"(?<=\d) (?=\d{3}(?!\d))", re.ASCII)
_NOTED = re.compile(r"(?P<number>[+-]?\d[\d.,]*) ?%? ?(?:điểm|đ)? ?(?:\((?P<note>[^()]+)\))?")
_MAGNITUDE = re.compile(r"\b(?:nghìn|ngàn|triệu|tỷ|tỉ)\b")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def parse_number(value: CellValue) -> Decimal | None:
    """The number a cell means, or None when it means none or could mean two.

    ``"1,5"``, ``" 1.5"``, ``"1.234,5"`` and ``"95 %"`` (95) are read; ``"1.234"`` is not, because
    it is 1234 to one official and 1,234 to another; nor is anything of more than 15 digits.
    """
    if isinstance(value, Decimal):
        return value if value.is_finite() and value.adjusted() < _MOST_DIGITS else None
    return _number_of(value) if isinstance(value, str) else None


@lru_cache(maxsize=8192)
def _number_of(typed: str) -> Decimal | None:
    text = _GROUP_SPACE.sub("", tidy(typed).removesuffix("%").strip()).replace("\u2212", "-")
    if _AMBIGUOUS.fullmatch(text):
        return None
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if grouped := _GROUPED.fullmatch(text):
        return Decimal(text.replace(grouped.group(1), "").replace(",", "."))
    return None


def format_points(value: Decimal) -> str:
    """Points or a percentage with two decimals: ``85,40``."""
    return f"{value:.2f}".replace(".", ",")


def split_note(value: CellValue) -> tuple[Decimal, str] | None:
    """The number and the note of ``"0.5 (có giải trình)"``, or None when it is no such thing.

    ``"1,5 điểm"`` is a number without a note. What multiplies ("5 (nghìn đồng)") is not read.
    """
    return _note_of(value) if isinstance(value, str) else None


@lru_cache(maxsize=8192)
def _note_of(typed: str) -> tuple[Decimal, str] | None:
    parts = _NOTED.fullmatch(tidy(typed))
    number = parse_number(parts["number"]) if parts else None
    if parts is None or number is None or _MAGNITUDE.search(parts["note"] or ""):
        return None
    return number, (parts["note"] or "").strip()


def format_number(value: Decimal) -> str:
    """A number in Vietnamese writing without useless zeros: ``1,5``."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
