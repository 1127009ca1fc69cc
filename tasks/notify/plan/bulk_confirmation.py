"""Asks an operator before a command sends to many people at once."""

from __future__ import annotations

from collections.abc import Sequence

from config.workspace import Workspace
from models.domain.messages.bulk_confirmation import check_many
from models.domain.messages.message import Message
from tasks.before_queueing import Look, unseen
from tasks.notify.dispatch.send_due import post_of
from tasks.notify.plan.outlook import planned


def asking(confirmed: bool) -> Look:
    """What looks at messages before they are queued: ConfirmationNeeded when they are many.

    With ``confirmed`` it lets all pass.
    """
    return unseen if confirmed else _check


def _check(workspace: Workspace, messages: Sequence[Message]) -> None:
    policy = workspace.campaign.reminders
    if len(messages) > policy.confirm_above:
        lines = planned(workspace.campaign, post_of(workspace).channels, messages)
        check_many([line.channel for line in lines], policy.prices, policy.confirm_above)
