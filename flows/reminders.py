"""Plan, IV: remind those who have not sent, and send all that is due."""

from __future__ import annotations

from prefect import flow

from flows.names import REMINDERS_TICK, RUN_NAME, CampaignId
from tasks.notify.plan_reminders import plan_reminders
from tasks.notify.send_due import send_due_messages
from tasks.screens.refresh import refresh_screens


@flow(name=REMINDERS_TICK, flow_run_name=RUN_NAME)
def reminders_tick(campaign: CampaignId) -> None:
    """Lập danh sách nhắc việc của ngày, đưa vào hộp gửi và gửi những thư đến giờ."""
    plan_reminders(campaign)
    send_due_messages(campaign)
    refresh_screens(campaign)
