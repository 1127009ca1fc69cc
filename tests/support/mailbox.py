"""A mailbox in memory, which dies where a test wants it to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from models.domain.deadlines import HANOI
from tasks.inbox.mail.mailbox import WaitingMail

AT = datetime(2021, 11, 4, 14, 30, tzinfo=HANOI)


class FakeMailbox:
    """Mails by UID, and those that were moved; ``before`` and ``after`` are called around calls."""

    name = "cchc@thu.example/INBOX"

    def __init__(self) -> None:
        self.uidvalidity = 1
        self.mails: dict[int, bytes] = {}
        self.sizes: dict[int, int] = {}
        self.moved: list[bytes] = []
        self.fetched: list[int] = []
        self.before: Callable[[str], None] = lambda _: None
        self.after: Callable[[str], None] = lambda _: None
        self._next = 1

    def receive(self, mail: bytes, size: int | None = None) -> int:
        """Let a mail come in; its UID. ``size`` is what the server says of it."""
        uid, self._next = self._next, self._next + 1
        self.mails[uid] = mail
        self.sizes[uid] = len(mail) if size is None else size
        return uid

    def renumber(self) -> None:
        """Give all mails new UIDs under a new UIDVALIDITY."""
        self.uidvalidity += 1
        mails, self.mails = list(self.mails.values()), {}
        self._next = 1
        for mail in mails:
            self.receive(mail)

    def waiting(self) -> Sequence[WaitingMail]:
        """What lies there."""
        self.before("waiting")
        found = [WaitingMail(uid=uid, size=self.sizes[uid], at=AT) for uid in sorted(self.mails)]
        self.after("waiting")
        return found

    def content(self, uid: int) -> bytes | None:
        """A mail."""
        self.before("content")
        self.fetched.append(uid)
        mail = self.mails.get(uid)
        self.after("content")
        return mail

    def head(self, uid: int) -> bytes | None:
        """Its headers."""
        mail = self.mails.get(uid)
        return None if mail is None else mail.partition(b"\n\n")[0]

    def move(self, uids: Sequence[int]) -> None:
        """Move mails, those that are there."""
        self.before("move")
        self.moved += [self.mails.pop(uid) for uid in uids if uid in self.mails]
        self.after("move")
