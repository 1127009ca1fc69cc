"""A message reaches a person: it is written down, counted, and a receipt is on its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from tests.support.zalo.events import oa_receipt, phone_receipt
from tests.support.zalo.outgoing import announce
from tests.support.zalo.wire import Request
from tests.support.zalo.world import World


@dataclass(frozen=True)
class Message:
    """``channel`` is zbs_phone, zbs_uid, oa_cs or bot; ``silent`` that no telephone rang."""

    channel: str
    recipient: str
    template: str = ""
    data: dict[str, str] = field(default_factory=dict)
    text: str = ""
    tracking_id: str = ""
    silent: bool = False


def deliver(world: World, request: Request, message: Message) -> str:
    """Put a message into the hands of its recipient; its id. It is never looked up whether
    another one with the same ``tracking_id`` came before."""
    msg_id = world.new_id()
    at = world.clock.now().isoformat()
    world.messages.append(vars(message) | {"msg_id": msg_id, "at": at})
    world.delivered_at[msg_id] = monotonic() + world.state.webhook.delay
    if message.channel == "zbs_phone":
        announce(
            world, request, phone_receipt(world, message.recipient, msg_id, message.tracking_id)
        )
    elif message.channel != "bot" and world.state.webhook.oa_receipts:
        announce(world, request, oa_receipt(world, message.recipient, msg_id))
    return msg_id
