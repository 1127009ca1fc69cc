"""Plan, IV: remind those who have not sent, and send all that is due."""

from __future__ import annotations

from prefect import flow

from flows.names import REMINDERS_TICK, RUN_NAME, CampaignId
from tasks.calls.write import show_calls
from tasks.notify.dispatch.send_due import send_due_messages
from tasks.notify.plan.plan_reminders import plan_reminders
from tasks.notify.plan.show_plan import show_reminder_plan
from tasks.notify.receipts.receipts import erase_old_events, read_receipts
from tasks.screens.alarm import watch_messages
from tasks.screens.refresh import refresh_screens


@flow(name=REMINDERS_TICK, flow_run_name=RUN_NAME)
def reminders_tick(campaign: CampaignId) -> None:
    """Đọc báo nhận, lập danh sách nhắc việc của ngày, đưa vào hộp gửi và gửi những thư đến giờ."""
    read_receipts(campaign)
    erase_old_events(campaign)
    plan_reminders(campaign)
    send_due_messages(campaign)
    watch_messages(campaign)
    show_reminder_plan(campaign)
    show_calls(campaign)
    refresh_screens(campaign)
