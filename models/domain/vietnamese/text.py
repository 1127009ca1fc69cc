"""Vietnamese text as people and programs type it, brought to one form for comparing.

The workbooks of a campaign repeat the same texts thousands of times, so both forms are remembered.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """Text in NFC with single spaces (no-break spaces count) and no invisible characters."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def readable_text(text: str) -> str:
    """Text for one line, in NFC, with a mark for each sign that cannot be printed.

    Marks that turn the direction of writing are such signs: they make ``exe.fdp`` of a name.
    """
    name = unicodedata.normalize("NFC", text)
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The form in which two texts are the same for an official: ``tidy``, case ignored."""
    return tidy(text).casefold()
