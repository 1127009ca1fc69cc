"""What came in through one door at one moment, before anybody judges it; and mails as read."""

from enum import StrEnum

from pydantic import AwareDatetime, Field

from models.domain.values import Sha256, Value


class Door(StrEnum):
    """Where files and questions come in."""

    DROP = "drop"
    MAIL = "mail"
    PORTAL = "portal"


DOOR_WORDS: dict[str, str] = {
    Door.DROP: "thư mục nộp bài",
    Door.MAIL: "thư điện tử",
    Door.PORTAL: "trang nộp bài",
}
"""By door, as people read it."""


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


class MailKind(StrEnum):
    """What a mail turned out to be."""

    LETTER = "letter"
    """Somebody sent it: it is a delivery."""
    AUTOMATIC = "automatic"
    """A program wrote it (out of office, read receipt, our own mail): nobody answers it."""
    BOUNCE = "bounce"
    """A mail server says that it could not deliver a mail."""
    REFUSED = "refused"
    """Not opened, because of what it is; whoever it may be from is told."""


class MailRecord(Value):
    """A mail by its place: UIDs are unique in a mailbox as long as its UIDVALIDITY stays.

    ``reference`` is that of its delivery, or empty when it is none; ``about`` is the key of the
    message of ours that it answers or brings back, or empty.
    """

    mailbox: str = Field(min_length=1)
    uidvalidity: int = Field(ge=1)
    uid: int = Field(ge=1)
    kind: MailKind
    reference: str = ""
    about: str = ""
