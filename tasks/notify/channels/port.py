"""The port that every channel implements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import Protocol, Self

from models.domain.messages.channels import ChannelSpec
from models.domain.messages.message import MessageRecord
from models.domain.messages.outcomes import Receipt
from models.domain.units import Contact
from tasks.notify.text.email import AttachedFile

NO_FACTS: Mapping[str, str] = MappingProxyType({})
"""What a channel tells that has no account of which something could be known."""


@dataclass(frozen=True)
class OutgoingLetter:
    """A message for a person, to be written for a channel.

    ``number`` is that of the transmission, ``address`` where it goes; ``sent_at`` is aware.
    """

    message: MessageRecord
    number: int
    contact: Contact
    address: str
    sent_at: datetime
    files: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True)
class PreparedMessage:
    """A letter as a channel sends it: its bytes, where they go, and from which text they are.

    ``ref`` is our own name for it, which comes back in what is told of it later; ``suffix`` is that
    of a file that holds the bytes, for a person to open.
    """

    key: str
    number: int
    person: str
    address: str
    content: bytes
    ref: str
    template: str
    version: str
    sent_at: datetime
    suffix: str = ".eml"


class Channel(Protocol):
    """A way to hand messages over; used as a context manager, which frees its connections."""

    @property
    def spec(self) -> ChannelSpec:
        """What is known of it without sending: its name in the register, its words, its texts."""
        ...

    @property
    def per_minute(self) -> int:
        """How many messages a minute the installation lets it send; 0: no limit."""
        ...

    @property
    def facts(self) -> Mapping[str, str]:
        """What is known of its account (quota left, age of the token), by Vietnamese name."""
        ...

    def carries(self, message: MessageRecord) -> bool:
        """Whether it has a text for the message and can take what goes with it."""
        ...

    def write(self, letter: OutgoingLetter) -> PreparedMessage:
        """The letter as it would be sent; CchcError when it can not be written."""
        ...

    def send(self, prepared: PreparedMessage) -> Receipt:
        """Hand one message over; every failure of the outside world comes back as a receipt."""
        ...

    def check(self) -> Receipt:
        """Whether it could send now: accepted, or why not. Nothing is sent."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
