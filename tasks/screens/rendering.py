"""Templates of the screens, with cells that cannot break a Markdown table."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from jinja2 import Environment

from models.domain.vietnamese.dates import moment_in_table
from tasks.rendering.jinja import templates_in
from tasks.rendering.markdown import as_written, cell

MOST_ROWS = 200
"""Rows of one board: more than a screen holds, and few enough for 3,321 units."""


def render(template: str, **data: object) -> str:
    """A Markdown artifact from ``templates/artifacts``."""
    return _environment(autoescape=False).get_template(template).render(**data)


def render_html(template: str, **data: object) -> bytes:
    """An HTML page from ``templates/artifacts``, escaped."""
    return _environment(autoescape=True).get_template(template).render(**data).encode()


def moment(at: datetime | None) -> str:
    """Day and time in Hanoi, for example ``05/11/2021 16:30``; empty for None."""
    return moment_in_table(at)


def points(value: Decimal) -> str:
    """Two decimals with a decimal comma."""
    return f"{value:.2f}".replace(".", ",")


def _environment(*, autoescape: bool) -> Environment:
    environment = templates_in("artifacts", html=autoescape, last_newline=True)
    environment.filters |= {
        "as_written": as_written,
        "cell": cell,
        "moment": moment,
        "points": points,
    }
    return environment
