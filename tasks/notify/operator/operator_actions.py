"""What operators do with messages: look, send again, take back, say what became of one."""

from collections.abc import Callable, Sequence

from config.workspace import open_workspace
from models.domain.collection.round_changes import check_operator
from models.domain.errors import NotFound
from models.domain.messages.message import MessageRecord
from models.domain.messages.operator_actions import (
    cancellation,
    check_called,
    check_resend,
    confirmation,
)
from models.domain.messages.outbox import SendResult
from models.domain.messages.triage import RESTS
from models.store import UnitOfWork


def resend(campaign: str, position: int, by: str, reason: str) -> MessageRecord:
    """Let a message go every way once more; it leaves with the next messages."""
    workspace = open_workspace(campaign)
    check_operator(workspace.campaign, by)
    now = workspace.now()
    with workspace.change(by) as uow:
        message = message_at(uow, position)
        check_resend(message, message.useful_until is not None and now >= message.useful_until)
        uow.transmissions.again(message.key, reason)
    return message


def cancel(campaign: str, position: int, by: str, reason: str) -> MessageRecord:
    """Take back what of a message still waits."""
    return _settle(campaign, position, by, reason, lambda found: cancellation(found, reason))


def confirm_received(
    campaign: str, position: int, arrived: bool, by: str, reason: str
) -> MessageRecord:
    """Record what the person said who was asked whether a message had come."""
    return _settle(
        campaign, position, by, reason, lambda found: confirmation(found, arrived, reason)
    )


def called(campaign: str, position: int, by: str, reason: str) -> MessageRecord:
    """Record that a person was told of a message by telephone."""
    workspace = open_workspace(campaign)
    check_operator(workspace.campaign, by)
    with workspace.change(by) as uow:
        message = message_at(uow, position)
        check_called(message)
        uow.transmissions.called(message.key, reason)
    return message


def open_channel(campaign: str, name: str, by: str, reason: str) -> int:
    """Say that a channel is mended: what was put off for a channel is due now; how many.

    NotFound when no channel of this name rests.
    """
    workspace = open_workspace(campaign)
    check_operator(workspace.campaign, by)
    with workspace.change(by) as uow:
        state = uow.channels.get(name)
        if not state.is_stopped:
            raise NotFound(
                f"Không có kênh “{name}” đang tạm dừng. Đề nghị xem tên ở bảng “Tình trạng các "
                "kênh”.",
                subject=name,
            )
        uow.channels.put(state.opened(), reason)
        return uow.transmissions.hurry(RESTS, reason)


def message_at(uow: UnitOfWork, position: int) -> MessageRecord:
    """The message at a place in the queue; NotFound if there is none."""
    message = uow.messages.at(position)
    if message is None:
        raise NotFound(
            f"Không có tin số {position}. Đề nghị xem số ở lệnh cchc messages list.", str(position)
        )
    return message


def _settle(
    campaign: str,
    position: int,
    by: str,
    reason: str,
    settlements: Callable[[MessageRecord], Sequence[SendResult]],
) -> MessageRecord:
    workspace = open_workspace(campaign)
    check_operator(workspace.campaign, by)
    with workspace.change(by) as uow:
        message = message_at(uow, position)
        uow.transmissions.settle(settlements(message), reason, message.key)
    return message
