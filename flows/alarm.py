"""An alarm that operators see in red: messages wait too long, or a channel is stopped.

It is started by an automation of the Prefect server when the ticks report such a thing.
"""

from __future__ import annotations

from prefect import State, flow
from prefect.states import Failed

from flows.names import ALARM, RUN_NAME, CampaignId
from tasks.screens.alarm import show_alarm


@flow(name=ALARM, flow_run_name=RUN_NAME)
def alarm(campaign: CampaignId) -> State[None] | None:
    """Báo động khi có tin chờ quá một giờ hoặc có kênh tạm dừng; lần chạy hiện màu đỏ."""
    words = show_alarm(campaign)
    return Failed(message=words) if words else None
