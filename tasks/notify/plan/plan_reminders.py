"""Put today's reminders into the outbox; the plan itself is pure (models.domain.reminders.plan)."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.errors import ConfigurationError
from models.domain.reminders.plan import plan
from tasks.notify.dispatch.send_due import post_of
from tasks.notify.plan.checked import checked
from tasks.notify.plan.duties import duties_now, told_now
from tasks.prefect_steps.step import step


@step("Lập danh sách nhắc việc hôm nay")
def plan_reminders(campaign: str) -> int:
    """Queue what is to be told today of every form and decision that is owed; how many are new.

    ConfigurationError when one of them can not be written, after the others were queued.
    """
    workspace = open_workspace(campaign)
    with workspace.change("flow:reminders") as uow:
        messages = uow.messages.all()
        duties = duties_now(workspace, uow, messages)
        told = told_now(messages, duties)
        planned = plan(workspace.campaign, duties, told, workspace.now())
        good, faults = checked(post_of(workspace), planned)
        queued = uow.messages.queue(good)
    if faults:
        raise ConfigurationError("\n".join(dict.fromkeys(faults)), subject=campaign)
    return queued
