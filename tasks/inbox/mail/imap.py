"""A mailbox on an IMAP server."""

import imaplib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.utils import parsedate_to_datetime
from typing import Any

from imap_tools import BaseMailBox
from imap_tools.errors import (
    ImapToolsError,
    MailboxCopyError,
    MailboxFolderCreateError,
    MailboxMoveError,
)

from models.domain.errors import MailboxDown
from tasks.inbox.mail.connection import Connection, cut_off_after
from tasks.inbox.mail.mailbox import MailAccount, WaitingMail

HEAD_BYTES = 64 * 1024
UIDS_AT_ONCE = 500
_UID = re.compile(rb"UID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_DATE = re.compile(rb'INTERNALDATE "([^"]+)"')
_FAILURES = (OSError, EOFError, ValueError, LookupError, imaplib.IMAP4.error, ImapToolsError)
"""What a server that fails or says nonsense ends in; TLS failures and timeouts are OSErrors."""


class ImapMailbox:
    """The folder of an account; ``opened`` makes one."""

    def __init__(self, client: BaseMailBox, account: MailAccount) -> None:
        self._client = client
        self._account = account
        status = client.folder.status(account.folder, ["UIDVALIDITY"])
        self.uidvalidity = int(status["UIDVALIDITY"])
        self.name = f"{account.user}@{account.host}/{account.folder}"

    def waiting(self) -> Sequence[WaitingMail]:
        """What lies in the folder now, by UID."""
        with _told(self._account):
            uids = self._client.uids()
        found: dict[int, WaitingMail] = {}
        for start in range(0, len(uids), UIDS_AT_ONCE):
            answers = self._fetch(
                ",".join(uids[start : start + UIDS_AT_ONCE]), "RFC822.SIZE INTERNALDATE"
            )
            found |= {item.uid: item for item in map(_waiting, answers) if item}
        return [found[uid] for uid in sorted(found)]

    def content(self, uid: int) -> bytes | None:
        """The whole mail, not marked as seen."""
        return self._part(uid, "BODY.PEEK[]")

    def head(self, uid: int) -> bytes | None:
        """The first 64 KB of its headers, not marked as seen."""
        return self._part(uid, f"BODY.PEEK[HEADER]<0.{HEAD_BYTES}>")

    def move(self, uids: Sequence[int]) -> None:
        """Move mails into the folder of processed ones, which is made when it is not there."""
        wanted = [str(uid) for uid in uids]
        with _told(self._account, "chuyển được thư đã xử lý trong hộp thư"):
            self._make_room()
            try:
                self._move(wanted)
            except (MailboxMoveError, MailboxCopyError):
                # Dovecot refuses all of them when somebody else has just taken one away.
                self._client.client.noop()
                left = set(self._client.uids())
                self._move([uid for uid in wanted if uid in left])

    def _make_room(self) -> None:
        """Make the folder of processed mails; another tick may do so at the same moment."""
        with suppress(MailboxFolderCreateError):
            if not self._client.folder.exists(self._account.processed):
                self._client.folder.create(self._account.processed)

    def _move(self, uids: Sequence[str]) -> None:
        self._client.move(uids, self._account.processed, chunks=UIDS_AT_ONCE)

    def _part(self, uid: int, part: str) -> bytes | None:
        return next((a[1] for a in self._fetch(str(uid), part) if isinstance(a, tuple)), None)

    def _fetch(self, uids: str, what: str) -> list[Any]:
        with _told(self._account):
            kind, answers = self._client.client.uid("FETCH", uids, f"(UID {what})")
            if kind != "OK":
                raise imaplib.IMAP4.error(f"FETCH: {answers!r}")
        return [answer for answer in answers if answer]


@contextmanager
def open_mailbox(account: MailAccount) -> Iterator[ImapMailbox]:
    """The mailbox, connected and logged in. MailboxDown when that is not possible."""
    with cut_off_after(account.patience) as watched:
        with _told(account):
            client = Connection(account, watched)
        try:
            with _told(account):
                mailbox = ImapMailbox(_logged_in(client, account), account)
            yield mailbox
        finally:
            with suppress(*_FAILURES):
                client.logout()
            with suppress(*_FAILURES):
                client.client.shutdown()


@contextmanager
def _told(account: MailAccount, what: str = "đọc được hộp thư") -> Iterator[None]:
    """Make of whatever fails in a conversation with the server what a person can act upon."""
    try:
        yield
    except _FAILURES as error:
        raise MailboxDown(_in_words(account, error, what), subject=account.host) from error


def _logged_in(client: BaseMailBox, account: MailAccount) -> BaseMailBox:
    user, password = account.user, account.password.get_secret_value()
    login = client.login if (user + password).isascii() else client.login_utf8
    login(user, password, initial_folder=None)
    # Servers offer MOVE only to those who are logged in, and imaplib asks before.
    _, offered = client.client.capability()
    client.client.capabilities = tuple(offered[0].decode().upper().split())
    client.folder.set(account.folder)
    return client


def _waiting(answer: bytes | tuple[bytes, bytes]) -> WaitingMail | None:
    line = answer if isinstance(answer, bytes) else answer[0]
    uid, size, date = _UID.search(line), _SIZE.search(line), _DATE.search(line)
    if not (uid and size and date):
        return None
    at = parsedate_to_datetime(date[1].decode(errors="replace").strip())
    return WaitingMail(uid=int(uid[1]), size=int(size[1]), at=at)


def _in_words(account: MailAccount, error: BaseException, what: str) -> str:
    detail = " ".join(str(error).split())[:300]
    return (
        f"Không {what} {account.user} trên máy chủ {account.host}, cổng {account.port} "
        f"({detail}). Đề nghị kiểm tra máy chủ, CCHC_IMAP_USER, CCHC_IMAP_PASSWORD, thư mục "
        f"{account.folder} và thư mục {account.processed}. Không thư nào bị mất: hệ thống tự làm "
        "lại ở lần sau."
    )
