"""Vietnamese words for forms, people and units on the operators' screens."""

from __future__ import annotations

from models.domain.campaign import Campaign, Form
from models.domain.people.addressee import addressee

FORMS: dict[Form, str] = {
    Form.COMMUNE: "Bảng tự chấm điểm của các xã, phường, thị trấn",
    Form.AUTHORITY: "Bảng tự chấm điểm của các phòng, ban, sở",
    Form.APPRAISAL: "Phiếu thẩm định theo lĩnh vực",
}


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
