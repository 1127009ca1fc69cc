"""What may be written down of a telephone number or a secret: enough to know it again, no more."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)[1-9]\d{8}(?!\d)")
SHORTEST_SECRET = 4
"""Shorter pieces are no secrets, and would blot out ordinary words."""


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """``text`` with telephone numbers as 84*****678, and ``secrets`` as three asterisks."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, "***")
    return _PHONE.sub(lambda found: masked_address(found[0]), text)


def masked_address(address: str) -> str:
    """An address by its ends: ``84*****678``."""
    return f"{address[:2]}*****{address[-3:]}" if len(address) > 7 else "*****"
