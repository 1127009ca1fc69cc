"""Who confirms a letter: the owner of the signed link in it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from deployments.portal import messages
from deployments.portal.visitors import workspace_of
from models.domain.messages.message import MessageRecord
from tasks.signed.links import confirmations_of


@dataclass(frozen=True)
class Reader:
    """The letter that a link was put into, as it stands."""

    message: MessageRecord

    @property
    def who(self) -> str:
        """By what requests with this link are counted."""
        return self.message.key


def with_letter(request: Request) -> Reader:
    """The letter of the signed link in the address; PortalRefused when it was altered."""
    workspace = workspace_of(request)
    known = confirmations_of(workspace.settings, workspace.campaign.id)
    key = known.message_in(request.path_params["token"]) if known.portal else ""
    with workspace.read() as uow:
        message = uow.messages.find(key) if key else None
    if message is None:
        raise messages.altered()
    return Reader(message)


def reader_of(request: Request) -> Reader:
    """Whom the permission of the route has found."""
    reader: Reader = request.state.visitor
    return reader


Reading = Annotated[Reader, Depends(reader_of)]
