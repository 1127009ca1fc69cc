"""Which cell styles of an xlsx show numbers as percentages.

An official who types "95%" sees 95 % while the file holds 0.95, which a values-only reader gives.
"""

from __future__ import annotations

import re
from functools import lru_cache

_BUILT_IN = frozenset({"9", "10"})
_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b[^>]*>")
_ID = re.compile(r"""numFmtId\s*=\s*["'](\d+)["']""")
_CODE = re.compile(r"""formatCode\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CELL_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b")
_CELL_STYLES_END = re.compile(r"</(?:\w+:)?cellXfs>")
_STYLE = re.compile(r"<(?:\w+:)?xf\b[^>]*")
_USUAL = 64 * 1024
"""Bytes of styles that are worth remembering; larger ones are not kept in memory."""
_LITERAL = re.compile(r"&quot;.*?&quot;|\".*?\"|\\.")


def percent_styles(xml: bytes) -> frozenset[bytes]:
    """The numbers of those cell styles, as a cell's ``s`` attribute gives them."""
    return _remembered(xml) if len(xml) <= _USUAL else _percent_styles(xml)


def _percent_styles(xml: bytes) -> frozenset[bytes]:
    styles = xml.decode("utf-8", errors="replace")
    start = _CELL_STYLES.search(styles)
    end = _CELL_STYLES_END.search(styles, start.end()) if start else None
    if start is None or end is None:
        return frozenset()
    used = styles[start.end() : end.start()]
    formats = _BUILT_IN | {
        number[1]
        for each in _FORMAT.findall(styles)
        if _is_percent(each) and (number := _ID.search(each))
    }
    return frozenset(
        str(place).encode()
        for place, style in enumerate(_STYLE.findall(used))
        if (number := _ID.search(style)) and number[1] in formats
    )


_remembered = lru_cache(maxsize=16)(_percent_styles)
"""What one program saves of one form has the same styles in all units."""


def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage: a quoted sign does not count."""
    return "%" in code and "%" in _LITERAL.sub("", code)


def _is_percent(element: str) -> bool:
    code = _CODE.search(element)
    return code is not None and is_percent(code[1] or code[2] or "")
