"""Serve the flows of one campaign: a deployment per stage and per tick.

Run as ``python -m deployments.serve CAMPAIGN [--schedules]`` under the environment of
``deployments.environment``.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from prefect import Flow
from prefect.deployments.runner import EntrypointType, RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.utilities.asyncutils import run_coro_as_sync

from config.workspace import open_workspace
from flows.campaign import campaign_tick
from flows.collection import collection_tick
from flows.registry import STAGE_FLOWS, TICKS
from flows.reminders import reminders_tick
from models.domain.campaign import Campaign
from models.domain.stages import STAGES

ZONE = "Asia/Ho_Chi_Minh"
SCHEDULES: dict[Flow[[str], None], Schedule] = {
    campaign_tick: Cron("*/10 7-18 * * *", timezone=ZONE),
    collection_tick: Cron("*/5 6-22 * * *", timezone=ZONE),
    reminders_tick: Cron("35 7,13 * * 1-6", timezone=ZONE),
}
"""Office hours of the authority. On a make-up Saturday offices work, so Saturdays are included."""


def deployments(campaign: Campaign, schedules: bool) -> list[RunnerDeployment]:
    """The deployments of a campaign, named by its id."""
    staged = [
        _deployment(flow, campaign, (f"plan {STAGES[stage].section}", "bước của kế hoạch"), None)
        for stage, flow in STAGE_FLOWS.items()
    ]
    ticks = [
        _deployment(flow, campaign, ("chạy theo lịch",), SCHEDULES[flow] if schedules else None)
        for flow in TICKS
    ]
    return staged + ticks


def _deployment(
    flow: Flow[[str], None], campaign: Campaign, tags: tuple[str, ...], schedule: Schedule | None
) -> RunnerDeployment:
    deployment = flow.to_deployment(
        name=campaign.id,
        description=f"{flow.description}\n\n**Đợt:** {campaign.title}",
        parameters={"campaign": campaign.id},
        tags=[campaign.id, *tags],
        schedule=schedule,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    assert isinstance(deployment, RunnerDeployment)
    return deployment


async def serve(campaign_id: str, schedules: bool) -> None:
    """Register the deployments and run what the server schedules, until stopped."""
    campaign = open_workspace(campaign_id).campaign
    runner = Runner(name=f"cchc {campaign_id}", pause_on_shutdown=False, limit=None)
    for deployment in deployments(campaign, schedules):
        await runner.aadd_deployment(deployment)
    if ready := os.environ.get("CCHC_READY_FILE"):
        Path(ready).touch()
    await runner.start()


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("campaign")
    parser.add_argument("--schedules", action="store_true")
    arguments = parser.parse_args()
    run_coro_as_sync(serve(arguments.campaign, arguments.schedules))


if __name__ == "__main__":
    main()
