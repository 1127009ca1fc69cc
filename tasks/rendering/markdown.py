"""Texts of people inside Markdown."""

from __future__ import annotations

import re

_LINE_BREAKS = re.compile(r"\s*\n\s*")
_MARKS = re.compile(r"([\\*_`\[\]|])")


def as_written(text: object) -> str:
    """``text`` so that Markdown shows it as it is: no tags, no emphasis, no columns."""
    plain = str(text).replace("&", "&amp;").replace("<", "&lt;")
    return _MARKS.sub(r"\\\1", plain)


def cell(text: object) -> str:
    """``text`` as one cell of a Markdown table: no column or line breaks, no tags."""
    plain = _LINE_BREAKS.sub(" ", str(text)).replace("<", "&lt;")
    return plain.replace("|", "\\|") or "–"
