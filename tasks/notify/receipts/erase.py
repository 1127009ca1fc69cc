"""Erase what providers told of people once a campaign is long over."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.retention import may_be_erased
from tasks.notify.plan.outlook import days_of
from tasks.prefect_steps.step import step

ACTOR = "flow:retention"


@step("Xóa báo nhận hết hạn lưu")
def erase_old_events(campaign: str) -> int:
    """Erase the texts of a campaign that has been over for as long as they are kept; how many."""
    workspace = open_workspace(campaign)
    months = workspace.settings.keep_events_months
    if not may_be_erased(days_of(workspace.campaign)[1], months, workspace.now()):
        return 0
    with workspace.change(ACTOR) as uow:
        return uow.retention.erase(f"hết thời hạn lưu {months} tháng sau khi kết thúc đợt")
