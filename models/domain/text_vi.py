"""Vietnamese text as people and programs type it, brought to one form for comparing."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")


def tidy(text: str) -> str:
    """Text in NFC with single spaces (no-break spaces count) and no invisible characters."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fold(text: str) -> str:
    """The form in which two texts are the same for an official: ``tidy``, case ignored."""
    return tidy(text).casefold()
