"""Who gets an issued document, and who above the authority gets its packed dossier as well."""

from __future__ import annotations

from models.domain.campaign import Authority, Campaign
from models.domain.documents import DOCUMENTS, DocumentKind, SigningForm
from models.domain.units import Contact, Level, Position
from tasks.documents.wording import full_name

OUTSIDE = (SigningForm.COLLECTIVE, SigningForm.CHAIRMAN)
"""Documents of the authority go to every receiver; those of its office to units only."""


def receivers(campaign: Campaign, kind: DocumentKind) -> tuple[Contact, ...]:
    """Receivers outside, and the heads of all units."""
    heads = campaign.people(Position.HEAD)
    if DOCUMENTS[kind].form in OUTSIDE:
        return campaign.people(Position.RECIPIENT) + heads
    return heads


def bodies_above(authority: Authority) -> tuple[str, ...]:
    """The bodies to which the authority reports (plan, II.4), as documents address them."""
    superior = full_name(authority.superior)
    return (superior, "Sở Nội vụ") if authority.level is Level.DISTRICT else (superior,)


def is_above(campaign: Campaign, contact: Contact) -> bool:
    """Whether a receiver is one of the bodies above, by the name it goes by in the campaign."""
    name = full_name(contact.title)
    above = bodies_above(campaign.authority)
    return contact.position is Position.RECIPIENT and any(name.startswith(each) for each in above)
