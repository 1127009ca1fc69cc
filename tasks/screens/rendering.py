"""Templates of the screens, with cells that cannot break a table, and the words they share."""

from jinja2 import Environment

from models.domain.campaign import Campaign, Form, addressee
from models.domain.vietnamese.dates import moment_in_table
from models.domain.vietnamese.numbers import format_points
from tasks.rendering.jinja import as_written, cell, templates_in

MOST_ROWS = 200
"""Rows of one board: more than a screen holds, and few enough for 3,321 units."""
FORMS: dict[Form, str] = {
    Form.COMMUNE: "Bảng tự chấm điểm của các xã, phường, thị trấn",
    Form.AUTHORITY: "Bảng tự chấm điểm của các phòng, ban, sở",
    Form.APPRAISAL: "Phiếu thẩm định theo lĩnh vực",
}


def render_board(template: str, **data: object) -> str:
    """A Markdown artifact from ``templates/artifacts``."""
    return _environment(autoescape=False).get_template(template).render(**data)


def render_html(template: str, **data: object) -> bytes:
    """An HTML page from ``templates/artifacts``, escaped."""
    return _environment(autoescape=True).get_template(template).render(**data).encode()


def _environment(*, autoescape: bool) -> Environment:
    environment = templates_in("artifacts", html=autoescape, last_newline=True)
    environment.filters |= {
        "as_written": as_written,
        "cell": cell,
        "moment": moment_in_table,
        "points": format_points,
    }
    return environment


def person_words(campaign: Campaign, contact_id: str) -> str:
    """A person by position and unit, never by name; the id of one who is not in the campaign."""
    contact = campaign.find_contact(contact_id)
    return addressee(contact, campaign) if contact else contact_id


def unit_words(campaign: Campaign, code: str) -> str:
    """The name of a unit; its code when the campaign does not know it."""
    try:
        return campaign.unit(code).name
    except KeyError:
        return code
