"""What is learnt of a message after it went out: delivered, bounced, acknowledged."""

from enum import StrEnum

from models.domain.messages.channels import Way
from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import SendResult, TransmissionRef
from models.domain.messages.transmission import Blame, MessageState, decisive, may_become
from models.domain.values import Value


def is_confirmed(message: MessageRecord) -> bool:
    """Whether the person has confirmed a message, however often it was sent."""
    return any(way.state is MessageState.ACKNOWLEDGED for way in message.transmissions)


def acknowledged(
    message: MessageRecord, detail: str, evidence: str, number: int = 0
) -> SendResult | None:
    """The settlement of a message whose person has confirmed it; None when that is known.

    It counts for the transmission ``number``, if that one may have arrived, or for the one that is
    known best of those that may have, even when the message is about to go out anew. ``detail``
    says how the person confirmed, ``evidence`` is what came, as it came.
    """
    confirmed = MessageState.ACKNOWLEDGED
    there = [way for way in message.transmissions if may_become(way.state, confirmed)]
    if not there or is_confirmed(message):
        return None
    way = next((each for each in there if each.number == number), decisive(there))
    return SendResult(
        message=message.key,
        number=way.number,
        channel=way.channel,
        state=confirmed,
        detail=detail,
        evidence=evidence,
    )


class DeliveryAction(StrEnum):
    """What a server did with a mail, in the words of RFC 3464; those that bind it come first."""

    DELIVERED = "delivered"
    FAILED = "failed"
    DELAYED = "delayed"
    RELAYED = "relayed"
    """Handed to a server that reports nothing."""
    EXPANDED = "expanded"
    """Handed to several addresses."""


class DeliveryReport(Value):
    """What became of a mail at one address.

    ``status`` is empty when the server gave none; ``evidence`` is what it wrote, as it came.
    """

    action: DeliveryAction
    status: str = ""
    diagnostic: str = ""
    evidence: str = ""


_BLAMES = {
    "": Blame.RECIPIENT,
    "0": Blame.RECIPIENT,
    "1": Blame.RECIPIENT,
    "1.7": Blame.CHANNEL,
    "1.8": Blame.CHANNEL,
    "2.1": Blame.RECIPIENT,
    "2.3": Blame.TEXT,
    "3.4": Blame.TEXT,
    "6": Blame.TEXT,
    "7": Blame.TEXT,
}
"""Who must mend what, by subject and detail. 1.7 and 1.8 find fault with the sender's address, 2.3
and 3.4 with the size of the mail."""


def blame_of(status: str) -> Blame:
    """Who must mend what a mail came back for; what only lasted too long is the channel's fault."""
    kind, _, rest = status.partition(".")
    subject = rest.partition(".")[0]
    if kind == "4":
        return Blame.CHANNEL
    return _BLAMES.get(rest, _BLAMES.get(subject, Blame.CHANNEL))


def bounce_result(place: TransmissionRef, report: DeliveryReport) -> SendResult | None:
    """The settlement of a mail that a server reports on; None when it settles nothing.

    What a server gave up is lost for good, also after trying in vain for days (status 4.x).
    """
    states = {
        DeliveryAction.DELIVERED: MessageState.DELIVERED,
        DeliveryAction.FAILED: MessageState.FAILED_PERMANENT,
    }
    if report.action not in states:
        return None
    failed = report.action is DeliveryAction.FAILED
    return SendResult(
        message=place.message,
        number=place.number,
        channel=str(Way.EMAIL),
        state=states[report.action],
        blame=blame_of(report.status) if failed else Blame.NOBODY,
        code=report.status,
        detail=report.diagnostic,
        evidence=report.evidence,
    )
