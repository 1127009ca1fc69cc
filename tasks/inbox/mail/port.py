"""The port that a mailbox implements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pydantic import AwareDatetime

from models.domain.values import Value


class Waiting(Value):
    """A mail that lies in the mailbox: its UID, its size in bytes, and when the server got it."""

    uid: int
    size: int
    at: AwareDatetime


class Mailbox(Protocol):
    """One folder of a mail account, open. MailboxDown from any method when the server fails.

    Nothing that is read is marked as seen, so that people who share the mailbox are not misled.
    """

    @property
    def name(self) -> str:
        """Account, server and folder: UIDs of one name belong together."""
        ...

    @property
    def uidvalidity(self) -> int:
        """Under another value of this, all UIDs stand for other mails."""
        ...

    def waiting(self) -> Sequence[Waiting]:
        """What lies in the folder now, by UID."""
        ...

    def content(self, uid: int) -> bytes | None:
        """The whole mail; None when it is not there any more."""
        ...

    def head(self, uid: int) -> bytes | None:
        """The first kilobytes of its headers; None when it is not there any more."""
        ...

    def move(self, uids: Sequence[int]) -> None:
        """Move mails into the folder of processed ones; those that are not there are no error."""
        ...
