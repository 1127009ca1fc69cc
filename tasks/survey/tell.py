"""Tell the operators of a source that needs their care."""

from __future__ import annotations

from enum import StrEnum

from config.workspace import Workspace
from models.domain.messages.message import Message, Purpose, message_key
from models.domain.stages import StageName
from models.domain.units import Position
from models.store import UnitOfWork


class Case(StrEnum):
    """What is the matter with a source; the template words it."""

    UNREADABLE = "unreadable"
    MISSING = "missing"
    TOO_LATE = "too_late"


def tell_operators(
    workspace: Workspace, uow: UnitOfWork, case: Case, source: str, subject: str, reason: str = ""
) -> None:
    """Queue the message about ``subject`` (a file's hash, or a name that is missing), once."""
    campaign, purpose = workspace.campaign, Purpose.SURVEY_SOURCE
    once = campaign.stages[StageName.SURVEY].limit.day
    uow.messages.queue(
        [
            Message(
                key=message_key(campaign.id, person.id, purpose, subject, once),
                person=person.id,
                purpose=purpose,
                subject_ref=subject,
                params={"case": case, "source": source, "reason": reason},
                not_before=workspace.now(),
            )
            for person in campaign.people(Position.OPERATOR)
        ]
    )
