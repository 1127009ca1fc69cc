"""What is remembered of a mail in the mailbox, so that it is taken in once and moved once."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from models.domain.values import Value


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
