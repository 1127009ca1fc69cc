"""Jinja as all templates of this project expect it, and text made safe for Markdown."""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined


def templates_in(folder: str, *, html: bool, last_newline: bool = False) -> Environment:
    """The templates of ``templates/<folder>``; a name that is not given is an error.

    In HTML what is put in is escaped. ``last_newline`` keeps the one at the end of a template.
    """
    return Environment(
        loader=PackageLoader("templates", folder),
        auto_reload=False,
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=last_newline,
    )


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
