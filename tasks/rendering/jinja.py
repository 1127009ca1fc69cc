"""Jinja as all templates of this project expect it."""

from __future__ import annotations

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
