"""Letters about a delivery, to the officers of its unit or to the operators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from config.workspace import Workspace
from models.domain.deadlines import day_in_hanoi
from models.domain.delivery import Delivery
from models.domain.messages.message import Attachment, Message, Purpose, message_key
from models.domain.units import Contact, Position, Unit
from tasks.intake.ledger import Ledger


def write_letters(
    workspace: Workspace,
    ledger: Ledger,
    delivery: Delivery,
    unit: Unit | None,
    purpose: Purpose,
    subject: str,
    params: Mapping[str, str],
    attachments: Sequence[Attachment] = (),
) -> None:
    """Queue one letter to each officer of ``unit``, in the thread of the delivery.

    Operators get it when nobody knows whose delivery it is. ``subject`` is what it is about.
    """
    campaign, day = workspace.campaign, day_in_hanoi(delivery.at)
    ledger.queue(
        [
            Message(
                key=message_key(campaign.id, person.id, purpose, subject, day),
                person=person.id,
                purpose=purpose,
                unit=unit.code if unit else None,
                subject_ref=subject,
                params=dict(params),
                attachments=tuple(attachments),
                thread=delivery.thread,
                not_before=delivery.at,
            )
            for person in _addressees(workspace, unit)
        ]
    )


def _addressees(workspace: Workspace, unit: Unit | None) -> Iterable[Contact]:
    if unit is None:
        return workspace.campaign.people(Position.OPERATOR)
    people = workspace.campaign.contacts_of(unit.code)
    return [person for person in people if person.position is Position.OFFICER]
