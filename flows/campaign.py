"""The reconciler: reads the database and starts or wakes what is due, never twice."""

from __future__ import annotations

from prefect import flow

from flows.engine import engine
from flows.names import CAMPAIGN_TICK, RUN_NAME, CampaignId
from tasks.screens.refresh import refresh_screens
from tasks.stages.due import active_runs, due_stages


@flow(name=CAMPAIGN_TICK, flow_run_name=RUN_NAME)
def campaign_tick(campaign: CampaignId) -> None:
    """Đánh thức bước đã hết chờ, khởi động bước đến hạn, chạy lại bước bị ngắt giữa chừng."""
    runs = active_runs(campaign)
    lost = tuple(active.run for active in runs if engine().is_lost(active.run))
    for active in runs:
        if active.wake is not None and active.run not in lost:
            engine().wake(active.run, active.wake)
    for due in due_stages(campaign, lost):
        engine().start(campaign, due.stage, due.attempt)
    refresh_screens(campaign)
