"""Which mailbox is read for a campaign, if any, and what can be done with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from pydantic import AwareDatetime, Field, SecretStr

from config.settings import LOOPBACK
from config.workspace import Workspace
from models.domain.errors import ConfigurationError
from models.domain.values import Value


class MailAccount(Value):
    """A mail account and its folders.

    Certificates are verified, under ``ca_file`` if the office has an authority of its own.
    ``timeout`` (seconds) holds for each answer of the server, ``patience`` for all of a reading.
    """

    host: str
    port: int = Field(ge=1, le=65535)
    user: str
    password: SecretStr
    folder: str
    processed: str
    tls: bool = True
    ca_file: Path | None = None
    timeout: float = 20.0
    patience: float = 300.0


def account_of(workspace: Workspace) -> MailAccount | None:
    """The account whose mails are this campaign's; None when the door is closed.

    Outside of ``team`` and ``live`` only a server on this machine is spoken to: a trial must not
    take mails out of the mailbox that an office works with. ConfigurationError when several
    campaigns are open and the settings do not say whose the mailbox is.
    """
    settings = workspace.settings
    trial = not workspace.mode.sends
    if not settings.imap_host or (trial and settings.imap_host not in LOOPBACK):
        return None
    if not _is_for(workspace):
        return None
    return MailAccount(
        host=settings.imap_host,
        port=settings.imap_port,
        user=settings.imap_user,
        password=settings.imap_password,
        folder=settings.imap_mailbox,
        processed=settings.imap_processed,
        tls=settings.imap_tls,
        ca_file=settings.imap_ca,
    )


def _is_for(workspace: Workspace) -> bool:
    own, named = workspace.campaign.id, workspace.settings.imap_campaign
    if named:
        return named == own
    with workspace.read() as uow:
        known = uow.campaigns.ids()
    if known != (own,):
        raise ConfigurationError(
            f"Có {len(known)} đợt đang mở nên không rõ hộp thư dùng cho đợt nào. Đề nghị đặt "
            f"CCHC_IMAP_CAMPAIGN, ví dụ CCHC_IMAP_CAMPAIGN={own}.",
            subject="CCHC_IMAP_CAMPAIGN",
        )
    return True


class WaitingMail(Value):
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

    def waiting(self) -> Sequence[WaitingMail]:
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
