"""The port that every channel implements."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

from models.domain.units import Contact
from models.domain.values import Value
from tasks.notify.email import File
from tasks.notify.render import RenderedMessage


class Outcome(StrEnum):
    """What became of one attempt, named by what may be done next."""

    ACCEPTED = "accepted"
    """The server took it over; that is not yet proof of delivery."""
    TEMPORARY = "temporary"
    """Surely not taken over; try again later."""
    PERMANENT = "permanent"
    """Surely not taken over; trying again is pointless."""
    UNKNOWN = "unknown"
    """It may have been taken over; never send again by itself."""
    SUPPRESSED = "suppressed"
    """Withheld here because the recipient may not be reached in this mode."""
    CHANNEL_DOWN = "channel_down"
    """Not the message's fault (no server, wrong password): stop this run, keep what is due."""


class Receipt(Value):
    """What a channel says of one attempt: outcome, the server's code, a detail for the register."""

    outcome: Outcome
    code: str = ""
    detail: str = ""


class Delivery(Value):
    """One message ready to go to one person; ``thread`` is the Message-ID it answers, or empty.

    ``sent_at`` is aware.
    """

    key: str
    contact: Contact
    rendered: RenderedMessage
    files: tuple[File, ...] = ()
    thread: str = ""
    sent_at: datetime


class Channel(Protocol):
    """A way to hand messages over; used as a context manager, which frees its connection."""

    @property
    def name(self) -> str:
        """Name in the register of messages."""
        ...

    def send(self, delivery: Delivery) -> Receipt:
        """Hand one message over; every failure of the outside world comes back as a receipt."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
