"""Send what is due from the outbox."""

from __future__ import annotations

import logging

from config.arming import put_seal
from config.workspace import Workspace, open_workspace
from models.domain.messages.transmission import MessageState
from tasks.notify.dispatch.context import Post
from tasks.notify.dispatch.dispatch import dispatch
from tasks.notify.dispatch.mode import choose_channels
from tasks.notify.dispatch.outbox import StoreOutbox
from tasks.notify.dispatch.still_owed import still_owed
from tasks.notify.dispatch.throttle import Throttle
from tasks.notify.rates import rates
from tasks.notify.settings.settings import notify_settings
from tasks.prefect_steps.step import step

LOG = logging.getLogger(__name__)


@step("Gửi thư đến giờ")
def send_due_messages(campaign: str) -> dict[MessageState, int]:
    """Send every message whose time has come; how many ended in each state.

    Messages for real people wait while this installation may not reach them.
    """
    workspace = open_workspace(campaign)
    if workspace.withheld:
        LOG.warning("%s", workspace.withheld)
        return {}
    report = dispatch(post_of(workspace))
    put_seal(workspace.store, campaign, workspace.settings)
    return report.counts


def post_of(workspace: Workspace) -> Post:
    """What sends the messages of a campaign in the mode that is in force."""
    campaign = workspace.campaign
    settings = notify_settings(workspace.settings, campaign)
    limits = rates(workspace.mode, workspace.settings)
    return Post(
        outbox=StoreOutbox(workspace.store, campaign.id, "flow:dispatch"),
        channels=choose_channels(workspace.mode, settings, campaign),
        campaign=campaign,
        clock=workspace.now,
        journals=workspace.settings.folder / "dang-gui",
        look=still_owed(workspace.store, campaign.id),
        throttle=lambda name: Throttle(limits.get(name, 0)),
        renewed=lambda _before: workspace.as_it_stands().campaign,
    )
