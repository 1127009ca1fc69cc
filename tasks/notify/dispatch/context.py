"""What a dispatcher works with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.domain.campaign import Campaign
from models.domain.messages.message import MessageRecord
from tasks.notify.channels.port import Channel
from tasks.notify.dispatch.outbox import Outbox
from tasks.notify.dispatch.throttle import Throttle

Clock = Callable[[], datetime]

Recheck = Callable[[Sequence[MessageRecord]], Mapping[str, MessageRecord | None]]
"""A last look at the reasons of messages: what is left of those whose reason is gone (None) or has
become smaller, by key; those that stand as they are do not occur."""


def _all_stand(_messages: Sequence[MessageRecord]) -> Mapping[str, MessageRecord | None]:
    return {}


def _as_before(campaign: Campaign) -> Campaign:
    return campaign


@dataclass(frozen=True)
class DispatchContext:
    """The queue, the channels by name, the campaign, the time, and the last look at reasons.

    ``journals`` is the folder in which dispatchers of this machine note what they begin;
    ``throttle`` keeps a channel to so many messages a minute.
    ``renewed`` gives the campaign with its people as they are at that moment.
    """

    outbox: Outbox
    channels: Mapping[str, Channel]
    campaign: Campaign
    clock: Clock
    journals: Path
    look: Recheck = _all_stand
    throttle: Callable[[int], Throttle] = Throttle
    renewed: Callable[[Campaign], Campaign] = _as_before
