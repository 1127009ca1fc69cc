"""Numbers as Vietnamese officials type them: decimal comma, text cells, a percent sign."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal

from models.domain.text_vi import tidy

CellValue = str | Decimal | bool | date | time | timedelta | None
"""What a cell holds: numbers are Decimal (never float), an empty cell is None."""

_TOO_LARGE = Decimal(10**15)
_PLAIN = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,12})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,12})?", re.ASCII)
_GROUP_SPACE = re.compile(r"(?<=\d) (?=\d{3}(?!\d))", re.ASCII)
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def parse_number(value: CellValue) -> Decimal | None:
    """The number a cell means, or None when it means none or could mean two.

    ``"1,5"``, ``" 1.5"``, ``"1.234,5"`` and ``"95 %"`` (95) are read; ``"1.234"`` is not, because
    it is 1234 to one official and 1,234 to another; nor is anything of more than 15 digits.
    """
    if isinstance(value, Decimal):
        return value if value.is_finite() and abs(value) < _TOO_LARGE else None
    if not isinstance(value, str):
        return None
    text = _GROUP_SPACE.sub("", tidy(value).removesuffix("%").strip()).replace("\u2212", "-")
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


def format_number(value: Decimal) -> str:
    """A number in Vietnamese writing without useless zeros: ``1,5``."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
