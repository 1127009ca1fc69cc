"""Numbers and labels as Vietnamese officials write them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal


def vn_number(number: Decimal) -> str:
    """A number with a decimal comma and without useless zeros: 0,25."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def label_key(label: str) -> str:
    """What makes two labels the same: NFC, no matter the case and the spaces."""
    return " ".join(unicodedata.normalize("NFC", label).split()).casefold()
