"""Read the mailbox and clear it: a new mail is kept, and noted by its place, in one transaction.

What was noted is not read again, and what was noted under another UID or after the mailbox got new
UIDs has the same reference and stays one delivery. A mail stays where it is until it is judged.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from config.workspace import Workspace, open_workspace
from models.domain.delivery import Delivery, Door, MailKind, MailRecord, SentFile
from models.domain.errors import ConfigurationError, MailboxDown
from models.domain.messages.purposes import Purpose
from models.store import UnitOfWork
from tasks.inbox.mail.automatic import Author
from tasks.inbox.mail.feedback import record_feedback
from tasks.inbox.mail.imap import open_mailbox
from tasks.inbox.mail.incoming import IncomingMail, read_head, read_mail
from tasks.inbox.mail.limits import MAIL_TOO_LARGE, MAX_MAIL
from tasks.inbox.mail.mailbox import Mailbox, WaitingMail, account_of
from tasks.inbox.mail.notices import left_out_notices, report_mailbox_down
from tasks.inbox.mail.origin import Origin, OriginFinder
from tasks.prefect_steps.step import step

LOG = logging.getLogger(__name__)
T = TypeVar("T")
DOOR = f"door:{Door.MAIL}"


@step("Đọc hộp thư")
def take_in_mails(campaign: str) -> int:
    """Keep every new mail of the campaign's mailbox as a delivery; how many lie there.

    None lie there when the campaign has no mailbox, or when it can not be read now.
    """
    return _in_mailbox(open_workspace(campaign), keep_new) or 0


@step("Chuyển thư đã xử lý")
def put_away_mails(campaign: str, waiting: int) -> None:
    """Move every mail that needs nobody any more into the folder of processed ones.

    The mailbox is not asked when ``waiting``, how many mails were found there, is none.
    Which these are follows from what lies in the mailbox and from the database, so a tick that died
    is made good, and several at once do no harm. What can not be moved stays and is not read again.
    """
    if waiting:
        _in_mailbox(open_workspace(campaign), move_done)


def _in_mailbox(workspace: Workspace, work: Callable[[Workspace, Mailbox], T]) -> T | None:
    """What ``work`` gives for the campaign's mailbox; None when it has none or that fails.

    A mailbox that fails is logged, and told to the operators once a day; it keeps nothing else from
    being taken in.
    """
    try:
        account = account_of(workspace)
        if account is not None:
            with open_mailbox(account) as mailbox:
                return work(workspace, mailbox)
    except (MailboxDown, ConfigurationError) as error:
        LOG.warning("%s", error)
        report_mailbox_down(workspace, error)
    return None


def keep_new(workspace: Workspace, mailbox: Mailbox) -> int:
    """Keep what lies in the mailbox and was not looked at, oldest UID first; how many lie there."""
    waiting = mailbox.waiting()
    with workspace.read() as uow:
        uids = [item.uid for item in waiting]
        known = {mail.uid for mail in uow.mails.among(mailbox.name, mailbox.uidvalidity, uids)}
    origins = OriginFinder(workspace)
    for item in waiting:
        if item.uid not in known:
            _keep(workspace, mailbox, item, origins)
    return len(waiting)


def _keep(workspace: Workspace, mailbox: Mailbox, item: WaitingMail, origins: OriginFinder) -> None:
    mail = _read(workspace, mailbox, item)
    if mail is None:
        return
    origin, kind = origins.origin_of(mail), _kind(origins, mail)
    record = MailRecord(
        mailbox=mailbox.name,
        uidvalidity=mailbox.uidvalidity,
        uid=item.uid,
        kind=kind,
        reference=mail.reference if kind is MailKind.LETTER else "",
        about=origin.about,
    )
    with workspace.change(DOOR) as uow:
        if uow.mails.note(record):
            (at,) = workspace.clock.at(item.at)
            _store(workspace, uow, mail, origin, kind, at)
            record_feedback(uow, mail, origin, kind, at)


def _read(workspace: Workspace, mailbox: Mailbox, item: WaitingMail) -> IncomingMail | None:
    """The mail; of one that is too large only the headers. None if it was taken away meanwhile."""
    own = workspace.settings.sender
    if item.size > MAX_MAIL:
        head = mailbox.head(item.uid)
        return None if head is None else read_head(head, own, MAIL_TOO_LARGE)
    raw = mailbox.content(item.uid)
    return None if raw is None else read_mail(raw, own)


def _kind(origins: OriginFinder, mail: IncomingMail) -> MailKind:
    has_files = bool(mail.contents.files or mail.contents.left)
    match mail.author:
        case Author.AS_BOUNCE:
            return MailKind.BOUNCE
        case Author.BY_PROGRAM:
            return MailKind.AUTOMATIC
        case Author.PERHAPS if not has_files:
            return MailKind.AUTOMATIC
    if origins.is_ours(mail):
        return MailKind.AUTOMATIC
    return MailKind.REFUSED if mail.refusal else MailKind.LETTER


def _store(
    workspace: Workspace,
    uow: UnitOfWork,
    mail: IncomingMail,
    origin: Origin,
    kind: MailKind,
    at: datetime,
) -> None:
    if kind is MailKind.LETTER:
        delivery = _delivery(uow, mail, origin, at)
        if not uow.deliveries.put(delivery):
            return
        for file in mail.contents.left:
            uow.files.put(file.content, file.name)
    if kind in (MailKind.LETTER, MailKind.REFUSED):
        uow.messages.queue(left_out_notices(workspace, mail, origin, at))


def _delivery(uow: UnitOfWork, mail: IncomingMail, origin: Origin, at: datetime) -> Delivery:
    files = tuple(
        SentFile(name=file.name, file=uow.files.put(file.content, file.name))
        for file in mail.contents.files
    )
    by_hand = mail.author is Author.BY_HAND
    return Delivery(
        door=Door.MAIL,
        reference=mail.reference,
        at=at,
        sender=origin.unit,
        address=mail.address,
        thread=mail.message_id,
        text=mail.text if by_hand else "",
        explains=_explains(uow, origin),
        files=files,
    )


def _explains(uow: UnitOfWork, origin: Origin) -> bool:
    """Whether a mail answers our request to explain what the appraisers took off."""
    asked = uow.messages.find(origin.about) if origin.about and origin.unit else None
    return asked is not None and asked.purpose is Purpose.EXPLANATION_ASKED


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
