"""Tell of a file that is too large to be read; it stays where it lies."""

from __future__ import annotations

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.messages.message import Message, Purpose, message_key
from models.domain.units import Contact, Position
from models.domain.values import UnitCode
from models.domain.vietnamese.dates import moment_in_words
from tasks.files.limits import MAX_BYTES, too_large
from tasks.files.quiet_files import Oversized


def tell_oversized(workspace: Workspace, sender: UnitCode, name: str, found: Oversized) -> None:
    """Queue the refusal once to the officers of ``sender``, or to the operators if it is empty."""
    campaign, purpose = workspace.campaign, Purpose.REFUSED
    form = Form.AUTHORITY if sender and not campaign.is_ranked(sender) else Form.COMMUNE
    subject, day = f"{form}:{sender}:{found.mark[:16]}", found.changed.date()
    params = {
        "file": name,
        "sha256": "",
        "reason": f"{too_large(name, MAX_BYTES)} Tệp vẫn ở thư mục nộp bài, chưa được mở.",
        "closed": "",
        "received_at": moment_in_words(found.changed),
        "limit": campaign.limit_of(form).in_words(),
    }
    with workspace.change("door:drop") as uow:
        uow.messages.queue(
            [
                Message(
                    key=message_key(campaign.id, person.id, purpose, subject, day),
                    person=person.id,
                    purpose=purpose,
                    unit=sender or None,
                    subject_ref=subject,
                    params=params,
                    not_before=workspace.now(),
                )
                for person in _addressees(workspace, sender)
            ]
        )


def _addressees(workspace: Workspace, sender: UnitCode) -> tuple[Contact, ...]:
    if not sender:
        return workspace.campaign.people(Position.OPERATOR)
    people = workspace.campaign.contacts_of(sender)
    return tuple(person for person in people if person.position is Position.OFFICER)
