"""Text from outside made fit for XML and for the cells of a workbook."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def fit_for_xml(text: str) -> str:
    """``text`` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def fit_for_cell(text: str) -> str:
    """Text that a spreadsheet shows as it is: what looks like an escape (_x0041_) is escaped."""
    return _ESCAPE.sub("_x005F_", fit_for_xml(text))
