"""Asks an operator before a command sends to many people at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from config.workspace import Workspace
from models.domain.many_at_once import check_many
from models.domain.messages import Message
from tasks.notify.outlook import planned
from tasks.notify.send_due import post_of


def asking(confirmed: bool) -> Callable[[Workspace, Sequence[Message]], None]:
    """What looks at messages before they are queued: ConfirmationNeeded when they are many.

    With ``confirmed`` it lets all pass.
    """
    return _let_pass if confirmed else _check


def _let_pass(_workspace: Workspace, _messages: Sequence[Message]) -> None:
    pass


def _check(workspace: Workspace, messages: Sequence[Message]) -> None:
    policy = workspace.campaign.reminders
    if len(messages) > policy.confirm_above:
        lines = planned(workspace.campaign, post_of(workspace).channels, messages)
        check_many([line.channel for line in lines], policy.prices, policy.confirm_above)
