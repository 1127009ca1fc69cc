"""Asks an operator before a command sends to many people at once."""

from collections.abc import Sequence
from functools import partial

from config.workspace import open_workspace
from models.domain.messages.bulk_confirmation import QueueGuard, check_many, let_all_pass
from models.domain.messages.message import Message
from tasks.notify.dispatch.send_due import dispatch_context
from tasks.notify.plan.outlook import with_routes


def bulk_guard(campaign: str, confirmed: bool) -> QueueGuard:
    """The guard of an operator's action: ConfirmationNeeded when its messages are many.

    With ``confirmed`` it lets all pass.
    """
    return let_all_pass if confirmed else partial(_check, campaign)


def _check(campaign: str, messages: Sequence[Message]) -> None:
    workspace = open_workspace(campaign)
    policy = workspace.campaign.reminders
    if len(messages) > policy.confirm_above:
        lines = with_routes(workspace.campaign, dispatch_context(workspace).channels, messages)
        check_many([line.channel for line in lines], policy.prices, policy.confirm_above)
