"""A channel that owes a receipt for long has left the fate of a message open."""

from __future__ import annotations

from collections.abc import Mapping

from config.workspace import Workspace
from models.domain.messages.outbox import SILENCE, Settlement
from models.domain.messages.transmission import MessageState
from tasks.notify.channels.port import Channel

ACTOR = "flow:receipts"
SILENT = (
    f"quá {SILENCE.days * 24} giờ chưa có báo nhận; đề nghị kiểm tra với người nhận trước khi "
    "gửi lại"
)


def give_up_silent(workspace: Workspace, channels: Mapping[str, Channel]) -> int:
    """Let what was taken over long ago and never reported be of unknown fate; how many.

    Where nothing is sent nothing is reported: stand-ins of channels owe no receipt.
    """
    owing = [name for name, each in channels.items() if each.has_receipts]
    if not owing:
        return 0
    with workspace.read() as uow:
        silent = uow.transmissions.silent(owing, workspace.now() - SILENCE)
    if not silent:
        return 0
    unknown = [
        Settlement(**place.model_dump(), state=MessageState.UNKNOWN, detail=SILENT)
        for place in silent
    ]
    with workspace.change(ACTOR) as uow:
        return len(uow.transmissions.settle(unknown))
