"""What people are told about mails: what was not taken of one, and a mailbox that fails."""

from datetime import datetime
from hashlib import sha256

from config.workspace import Workspace
from models.domain.deadlines import day_in_hanoi
from models.domain.errors import CchcError
from models.domain.messages.message import Message, messages_to
from models.domain.messages.purposes import Purpose
from models.domain.units import Position
from models.domain.vietnamese.dates import moment_in_words
from tasks.inbox.mail.incoming import IncomingMail
from tasks.inbox.mail.origin import Origin

NO_SUBJECT = "(không có tiêu đề)"


def left_out_notices(
    workspace: Workspace, mail: IncomingMail, origin: Origin, at: datetime
) -> list[Message]:
    """Tell the unit, or the operators if nobody knows whose mail it is, what was not taken."""
    sentences = [mail.refusal] if mail.refusal else mail.contents.notices
    campaign = workspace.campaign
    officers = campaign.contacts_of(origin.unit, Position.OFFICER)
    params = {
        "title": mail.subject[:100] or NO_SUBJECT,
        "received_at": moment_in_words(at),
        "address": "" if officers else mail.address or "không ghi",
        "perhaps": ", ".join(origin.perhaps),
        "lines": "\n".join(sentences),
    }
    return messages_to(
        (officers or campaign.people(Position.OPERATOR)) if sentences else (),
        campaign.id,
        Purpose.MAIL_LEFT_OUT,
        f"mail:{sha256(mail.reference.encode()).hexdigest()[:16]}",
        workspace.now(),
        day_in_hanoi(at),
        unit=origin.unit or None,
        params=params,
        thread=mail.message_id if officers else "",
    )


def report_mailbox_down(workspace: Workspace, error: CchcError) -> None:
    """Tell the operators once a day that the mailbox fails."""
    campaign, purpose = workspace.campaign, Purpose.MAILBOX_DOWN
    operators, params = campaign.people(Position.OPERATOR), {"reason": error.message}
    notices = messages_to(
        operators, campaign.id, purpose, "mailbox", workspace.now(), params=params
    )
    with workspace.change("door:mail") as uow:
        uow.messages.queue(notices)
