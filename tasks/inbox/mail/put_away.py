"""Move mails out of the mailbox once their verdict is committed."""

from __future__ import annotations

import logging

from config.workspace import Workspace, open_workspace
from models.domain.delivery import Door, MailKind
from models.domain.errors import ConfigurationError, MailboxDown
from tasks.inbox.mail.account import account_of
from tasks.inbox.mail.imap import opened
from tasks.inbox.mail.port import Mailbox
from tasks.inbox.mail.tell import tell_down
from tasks.prefect_steps.step import step

LOG = logging.getLogger(__name__)


@step("Chuyển thư đã xử lý")
def put_away_mails(campaign: str, lying: int) -> None:
    """Move every mail that needs nobody any more into the folder of processed ones.

    The mailbox is not asked when ``lying``, how many mails were found there, is none.
    Which these are follows from what lies in the mailbox and from the database, so a tick that died
    is made good, and several at once do no harm. What can not be moved stays, is not read again,
    and is told to the operators once a day.
    """
    workspace = open_workspace(campaign)
    try:
        account = account_of(workspace) if lying else None
        if account is not None:
            with opened(account) as mailbox:
                move_done(workspace, mailbox)
    except (MailboxDown, ConfigurationError) as error:
        LOG.warning("%s", error)
        tell_down(workspace, error)


def move_done(workspace: Workspace, mailbox: Mailbox) -> None:
    """Move the mails that are judged, and those that were no deliveries."""
    uids = [item.uid for item in mailbox.waiting()]
    with workspace.read() as uow:
        done = [
            mail.uid
            for mail in uow.mails.among(mailbox.name, mailbox.uidvalidity, uids)
            if mail.kind is not MailKind.LETTER
            or uow.deliveries.is_settled(Door.MAIL, mail.reference)
        ]
    mailbox.move(done)
