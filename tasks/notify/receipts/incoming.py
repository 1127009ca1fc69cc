"""What a provider tells us is put where the message that it is of is known."""

from collections.abc import Iterator

from config.workspace import Workspace, open_workspace
from models.domain.messages.channels import Way
from models.domain.messages.outbox import TransmissionRef
from models.domain.messages.provider_events import ProviderEvent, ZaloEvent, event_key, zalo_event
from models.store import UnitOfWork

_ACTOR = "door:zalo"
ACCOUNT = "zalo"
"""The channel by whose name events of the Official Account are kept."""

_NAMED = (str(Way.ZALO_PHONE), str(Way.ZALO_USER), "zalo_chat")
"""The channels whose messages Zalo names in events."""


def keep_event(workspace: Workspace, channel: str, raw: str) -> bool:
    """Keep an event, in one transaction; False when it was kept already.

    It is put under the campaign here that knows its message, else under ``workspace``'s own, whose
    ticks look for the message for a while.
    """
    owner = owner_of(workspace, zalo_event(raw)) or workspace
    key, now = event_key(channel, raw), owner.now()
    event = ProviderEvent(key=key, channel=channel, received_at=now, raw=raw)
    with owner.change(_ACTOR) as uow:
        return uow.provider_events.take(event)


def owner_of(workspace: Workspace, event: ZaloEvent) -> Workspace | None:
    """The campaign that knows the message of an event, this one first; None when none does."""
    if not event.is_of_message:
        return None
    for each in _campaigns(workspace):
        with each.read() as uow:
            if transmission_of(uow, event):
                return each
    return None


def transmission_of(uow: UnitOfWork, event: ZaloEvent) -> TransmissionRef | None:
    """The transmission that an event is of, by our name for it or by Zalo's; None if unknown."""
    found = uow.transmissions.tracked(event.track) if event.track else ()
    for channel in _NAMED:
        if not found and event.ref:
            found = uow.transmissions.places_of(channel, event.ref)
    return found[-1] if found else None


def _campaigns(workspace: Workspace) -> Iterator[Workspace]:
    yield workspace
    with workspace.read() as uow:
        others = uow.campaigns.ids()
    for campaign in others:
        if campaign != workspace.campaign.id:
            yield open_workspace(campaign, workspace.settings)
