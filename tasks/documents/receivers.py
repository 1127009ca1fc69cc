"""Who gets an issued document, and who above the authority gets its packed dossier as well."""

from __future__ import annotations

from models.domain.campaign import Authority, Campaign
from models.domain.documents.kinds import DocumentKind
from models.domain.units import Contact, Level, Position
from tasks.documents.wording import full_name

COUNCIL = (Position.COUNCIL_CHAIRMAN, Position.COUNCIL_MEMBER)
OWN = {
    DocumentKind.GUIDANCE: (Position.HEAD, Position.CHAIRMAN),
    DocumentKind.VISIT_SCHEDULE: (*COUNCIL, Position.CHAIRMAN),
    DocumentKind.SUMMARY_REPORT: COUNCIL,
}
"""To whom the documents of the office and of the council go, as their "Nơi nhận" say."""


def receivers(campaign: Campaign, kind: DocumentKind) -> tuple[Contact, ...]:
    """Those whom the document names under "Nơi nhận".

    Documents of the authority go to the receivers of the campaign and the heads of all units.
    """
    if kind is DocumentKind.VISIT_SCHEDULE:
        ranked = campaign.people(Position.HEAD)
        return tuple(p for p in ranked if campaign.is_ranked(p.unit)) + campaign.people(*OWN[kind])
    return campaign.people(*OWN.get(kind, (Position.RECIPIENT, Position.HEAD)))


def bodies_above(authority: Authority) -> tuple[str, ...]:
    """The bodies to which the authority reports (plan, II.4), as documents address them."""
    superior = full_name(authority.superior)
    return (superior, "Sở Nội vụ") if authority.level is Level.DISTRICT else (superior,)


def is_above(campaign: Campaign, contact: Contact) -> bool:
    """Whether a receiver is one of the bodies above, by the name it goes by in the campaign."""
    name = full_name(contact.title)
    above = bodies_above(campaign.authority)
    return contact.position is Position.RECIPIENT and any(name.startswith(each) for each in above)
