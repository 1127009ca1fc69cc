"""How a person is addressed: by title and unit, never by name."""

from __future__ import annotations

from models.domain.campaign import Campaign
from models.domain.units import Contact


def addressee(contact: Contact, campaign: Campaign) -> str:
    """The title of a person, with the unit unless the title names it."""
    if contact.unit is None:
        return contact.title
    unit = campaign.unit(contact.unit).name
    return contact.title if unit.lower() in contact.title.lower() else f"{contact.title}, {unit}"
