"""What a mail tells of a message of ours: that it came back, or that its person has answered it."""

from datetime import datetime

from models.domain.delivery import MailKind
from models.domain.messages.channels import Way
from models.domain.messages.outbox import TransmissionRef
from models.domain.messages.receipts import DeliveryReport, acknowledged, bounce_result
from models.store import UnitOfWork
from tasks.inbox.mail.automatic import Author
from tasks.inbox.mail.incoming import IncomingMail
from tasks.inbox.mail.origin import Origin

ANSWERED = "trả lời thư"


def record_feedback(
    uow: UnitOfWork, mail: IncomingMail, origin: Origin, kind: MailKind, at: datetime
) -> None:
    """Record it; nothing when it is known, or when the mail is about no message of ours.

    Only what a person wrote confirms a message; what a program wrote proves nothing of the person.
    """
    if not origin.about:
        return
    if kind is MailKind.BOUNCE and mail.bounce.report:
        _came_back(
            uow, TransmissionRef(message=origin.about, number=origin.number), mail.bounce.report
        )
    elif kind in (MailKind.LETTER, MailKind.REFUSED) and mail.author is Author.BY_HAND:
        _answered(uow, mail, origin, at)


def _came_back(uow: UnitOfWork, place: TransmissionRef, report: DeliveryReport) -> None:
    """Settle the transmission, or note in its history what settles nothing."""
    if uow.messages.get(place.message).way(place.number).channel != Way.EMAIL:
        return
    settlement = bounce_result(place, report)
    if settlement is not None:
        uow.transmissions.settle([settlement])
        return
    reported = (report.status, report.diagnostic, report.evidence)
    uow.transmissions.note(place, str(report.action), *reported)


def _answered(uow: UnitOfWork, mail: IncomingMail, origin: Origin, at: datetime) -> None:
    """What the person wrote is kept with the delivery, not here."""
    evidence = f"Message-ID: {mail.message_id}\nFrom: {mail.address}\nDate: {at.isoformat()}"
    message = uow.messages.get(origin.about)
    settlement = acknowledged(message, ANSWERED, evidence, origin.number)
    if settlement is not None:
        uow.transmissions.settle([settlement])
