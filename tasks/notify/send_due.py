"""Send what is due from the outbox."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.messages import MessageState
from tasks.notify.dispatch import dispatch
from tasks.notify.mode import choose_channel
from tasks.notify.outbox import StoreOutbox
from tasks.notify.settings import notify_settings
from tasks.notify.still_owed import still_owed
from tasks.step import step


@step("Gửi thư đến giờ")
def send_due_messages(campaign: str) -> dict[MessageState, int]:
    """Send every message whose time has come; how many ended in each state."""
    workspace = open_workspace(campaign)
    channel = choose_channel(
        workspace.mode, notify_settings(workspace.settings, workspace.campaign)
    )
    outbox = StoreOutbox(workspace.store, campaign, "flow:dispatch")
    with channel:
        report = dispatch(
            outbox,
            channel,
            workspace.campaign,
            workspace.mode,
            workspace.now(),
            still_owed(workspace.store, campaign),
        )
    return report.counts
