"""Texts of people inside Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\*_`\[\]|])")


def as_written(text: object) -> str:
    """``text`` so that Markdown shows it as it is: no tags, no emphasis, no columns."""
    plain = str(text).replace("&", "&amp;").replace("<", "&lt;")
    return _MARKS.sub(r"\\\1", plain)
