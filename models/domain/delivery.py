"""One act of sending: what came in through one door at one moment, before anybody judges it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, Field

from models.domain.values import Sha256, Value


class Door(StrEnum):
    """Where files and questions come in."""

    DROP = "drop"
    MAIL = "mail"
    PORTAL = "portal"


class SentFile(Value):
    """A stored file and the name it came under, which is for people only."""

    name: str
    file: Sha256


Arrival = tuple[bytes, str, str]
"""A file as it came: its content, its name, and the code of the sender, empty if unknown."""


class Delivery(Value):
    """What a unit sent at once; ``reference`` makes the same act the same within its door.

    ``sender`` is the unit code that the door is sure of, or empty; ``address`` is where it says it
    comes from, which anybody can write; ``thread`` is the Message-ID that an answer belongs under;
    ``text`` is what was written along. A delivery without files is a question, unless it
    ``explains``: then it answers a request to explain what the appraisers took off.
    """

    door: Door
    reference: str = Field(min_length=1)
    at: AwareDatetime
    sender: str = ""
    address: str = ""
    thread: str = ""
    text: str = ""
    explains: bool = False
    files: tuple[SentFile, ...] = ()
