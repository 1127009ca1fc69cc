"""What an operator may do with a message, and why not."""

from models.domain.errors import RuleViolation
from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import SendResult
from models.domain.messages.transmission import (
    ARRIVED,
    OPEN,
    WAITING,
    Blame,
    MessageState,
    Transmission,
)
from models.domain.messages.words import MESSAGE_STATES

S = MessageState

ASKED_FOR = frozenset({S.UNKNOWN, S.ACCEPTED})
"""States in which somebody who asked the person knows more than the system."""


class MessageRefused(RuleViolation):
    """A message is in no state in which this can be done."""

    code = "TIN-NHAN"


def check_resend(message: MessageRecord, late: bool) -> None:
    """MessageRefused while the system still has it in hand, or when it is of no use any more."""
    if any(way.state in OPEN for way in message.transmissions):
        raise _refused(message, "hệ thống còn đang gửi; đề nghị chờ kết quả hoặc hủy tin trước")
    if late:
        raise _refused(
            message, "nội dung đã hết hiệu lực; đề nghị gọi điện hoặc chờ lượt nhắc tiếp theo"
        )


def check_called(message: MessageRecord) -> None:
    """MessageRefused while the system still has it in hand, or when the person has it."""
    if message.state in OPEN:
        raise _refused(message, "hệ thống còn đang gửi; không cần gửi nữa thì hủy tin trước")
    if message.state in ARRIVED:
        raise _refused(message, "người nhận đã có nội dung này")


def cancellation(message: MessageRecord, reason: str) -> tuple[SendResult, ...]:
    """The settlements that take a message back; MessageRefused when nothing of it waits."""
    waiting = [way for way in message.transmissions if way.state in WAITING]
    if not waiting:
        raise _refused(message, "không còn phần nào chờ gửi nên không hủy được")
    return tuple(_settlement(message, way, S.CANCELLED, reason) for way in waiting)


def confirmation(message: MessageRecord, arrived: bool, reason: str) -> tuple[SendResult, ...]:
    """The settlements of what an operator found out by asking the person.

    MessageRefused when nothing of the message is in doubt.
    """
    asked = [way for way in message.transmissions if way.state in ASKED_FOR]
    if not asked:
        raise _refused(message, "không có gì phải xác nhận")
    state = S.DELIVERED if arrived else S.FAILED_PERMANENT
    return tuple(_settlement(message, way, state, reason) for way in asked)


def _settlement(
    message: MessageRecord, way: Transmission, state: MessageState, reason: str
) -> SendResult:
    return SendResult(
        message=message.key,
        number=way.number,
        state=state,
        blame=Blame.CHANNEL if state is S.FAILED_PERMANENT else Blame.NOBODY,
        detail=reason,
        evidence=f"người vận hành: {reason}",
    )


def _refused(message: MessageRecord, why: str) -> MessageRefused:
    words = MESSAGE_STATES[message.state]
    return MessageRefused(
        f"Tin số {message.position} đang ở trạng thái “{words}”: {why}.", subject=message.key
    )
