"""Messages to people: what is sent for which purpose, and the key that makes each unique."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import TypedDict, Unpack

from pydantic import AwareDatetime, Field

from models.domain.deadlines import day_in_hanoi
from models.domain.messages.purposes import PurposeName
from models.domain.messages.transmission import MessageState, Transmission, decisive
from models.domain.units import Contact
from models.domain.values import Sha256, UnitCode, Value


class Attachment(Value):
    """A stored file that goes with a message."""

    name: str = Field(min_length=1)
    sha256: Sha256


class Item(Value):
    """What a digest says of one thing; ``key`` is that of the message it stands for."""

    key: str = Field(min_length=1)
    purpose: PurposeName
    unit: UnitCode | None = None
    subject_ref: str
    params: dict[str, str] = Field(default_factory=dict)


class Message(Value):
    """One message to one person, not to be sent before ``not_before`` or after ``useful_until``.

    ``subject_ref`` names what it is about (a form of a unit, a gate, a document) and ``params``
    are the values its template needs; ``items`` are what a digest puts together. ``thread`` is the
    Message-ID of the mail that it answers.
    """

    key: str = Field(min_length=1)
    person: str
    purpose: PurposeName
    unit: UnitCode | None = None
    subject_ref: str
    params: dict[str, str] = Field(default_factory=dict)
    items: tuple[Item, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    thread: str = ""
    not_before: AwareDatetime
    useful_until: AwareDatetime | None = None


class MessageRecord(Message):
    """A queued message and its transmissions, oldest first; the decisive one tells its fate.

    ``position`` is its place in the queue (from 1), by which operators name it.
    """

    position: int = Field(default=0, ge=0)
    transmissions: tuple[Transmission, ...] = Field(min_length=1)

    @cached_property
    def decisive(self) -> Transmission:
        """The transmission that tells how the message stands."""
        return decisive(self.transmissions)

    def way(self, number: int) -> Transmission:
        """The transmission with this number; KeyError if there is none."""
        for transmission in self.transmissions:
            if transmission.number == number:
                return transmission
        raise KeyError(number)

    @property
    def state(self) -> MessageState:
        """How the message stands."""
        return self.decisive.state


def message_key(campaign: str, person: str, purpose: str, subject_ref: str, day: date) -> str:
    """The key under which a person gets one message of a purpose about one thing on one day."""
    return f"{campaign}|{person}|{purpose}|{subject_ref}|{day.isoformat()}"


class MessageParts(TypedDict, total=False):
    """What a message has besides its person, its purpose and what it is about (see ``Message``)."""

    unit: UnitCode | None
    params: dict[str, str]
    items: tuple[Item, ...]
    attachments: tuple[Attachment, ...]
    thread: str
    useful_until: datetime | None


def message_to(
    person: str,
    campaign: str,
    purpose: str,
    subject_ref: str,
    day: date,
    at: datetime,
    **parts: Unpack[MessageParts],
) -> Message:
    """The message to a person (a contact id) about ``subject_ref``: one for a ``day``.

    ``at`` (aware) is when it may go out; ``campaign`` is the id.
    """
    key = message_key(campaign, person, purpose, subject_ref, day)
    return Message(
        key=key, person=person, purpose=purpose, subject_ref=subject_ref, not_before=at, **parts
    )


def messages_to(
    people: Iterable[Contact],
    campaign: str,
    purpose: str,
    subject_ref: str,
    at: datetime,
    day: date | None = None,
    **parts: Unpack[MessageParts],
) -> list[Message]:
    """The same message to each of ``people``, one for the day of ``at`` or for ``day``."""
    once = day or day_in_hanoi(at)
    return [
        message_to(person.id, campaign, purpose, subject_ref, once, at, **parts)
        for person in people
    ]
