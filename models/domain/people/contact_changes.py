"""What was changed about the people of a campaign after it had opened.

The campaign stays as it was frozen; changes are only ever added, and ``corrected`` gives the
campaign as they leave it.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import AwareDatetime, Field, JsonValue

from models.domain.campaign import Campaign
from models.domain.units import Contact, Departed
from models.domain.values import Text, Value
from models.domain.vietnamese.text import masked_address


class ChangeKind(StrEnum):
    """What happened to a contact."""

    ADDED = "added"
    CORRECTED = "corrected"
    LEFT = "left"


class ContactChange(Value):
    """One change: the contact as it stands from then on, or as it stood when the person left.

    ``successor`` is the id of who takes over from one who left, empty when nobody does. ``by`` is
    the operator, ``reason`` is for the audit.
    """

    kind: ChangeKind
    contact: Contact
    successor: str = ""
    by: str = Field(min_length=1)
    at: AwareDatetime
    reason: Text = Field(min_length=1)


def corrected(campaign: Campaign, changes: Iterable[ContactChange]) -> Campaign:
    """``campaign`` after ``changes``, oldest first; a successor stands in the place of the former.

    Nothing else of the campaign changes. That the changes are allowed was checked when they were
    made (``contact_rules``).
    """
    people = {contact.id: contact for contact in campaign.contacts}
    former = {left.contact.id: left for left in campaign.former}
    for change in changes:
        if change.kind is ChangeKind.LEFT:
            left = Departed(contact=change.contact, successor=change.successor)
            former[change.contact.id] = left
            people = _without(people, change) if change.contact.id in people else people
        else:
            people[change.contact.id] = change.contact
    changed = {"contacts": tuple(people.values()), "former": tuple(former.values())}
    return campaign.model_copy(update=changed)


def _without(people: Mapping[str, Contact], change: ContactChange) -> dict[str, Contact]:
    """Those who remain, the successor where the one who left stood."""
    successor = people.get(change.successor)
    remaining: dict[str, Contact] = {}
    for id, contact in people.items():
        if id != change.contact.id and id != change.successor:
            remaining[id] = contact
        elif id == change.contact.id and successor is not None:
            remaining[successor.id] = successor
    return remaining


def masked_contact(contact: Contact) -> dict[str, JsonValue]:
    """A contact as it may be written down: numbers and ids by their ends only, mail openly."""
    ways: dict[str, JsonValue] = {name: masked_address(at) for name, at in contact.ways.items()}
    return {
        "position": str(contact.position),
        "unit": contact.unit,
        "title": contact.title,
        "email": contact.email,
        "phone": masked_address(contact.phone) if contact.phone else None,
        "zalo": masked_address(contact.zalo) if contact.zalo else None,
        "ways": ways,
    }
