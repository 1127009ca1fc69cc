"""The deployments of a campaign: each flow with its schedule, and serving them all."""

import asyncio
import contextlib
import time
from typing import Any, TypedDict, cast
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.settings import PREFECT_API_URL
from prefect.types.entrypoint import EntrypointType

from config.workspace import open_workspace
from deployments.prefect.automation import set_up_alarm
from deployments.prefect.crashed_runs import mark_crashed_runs
from deployments.prefect.forked_runs import use_forked_runs
from deployments.system.local_http import is_up
from flows.names import deployment_of
from flows.registry import ALARM_FLOW, OPERATOR_FLOWS, STAGE_FLOWS, TICK_FLOWS
from flows.ticks import campaign_tick, collection_tick, reminders_tick
from models.domain.campaign import Campaign
from models.domain.stages import STAGES
from tasks.calls import write as call_list
from tasks.notify.plan import show_plan
from tasks.rendering.jinja import as_written
from tasks.screens import alarm
from tasks.screens.refresh import BOARDS

ZONE = "Asia/Ho_Chi_Minh"
SCHEDULES: dict[Flow[[str], None], Schedule] = {
    campaign_tick: Cron("*/10 7-18 * * *", timezone=ZONE),
    collection_tick: Cron("*/5 * * * *", timezone=ZONE),
    reminders_tick: Cron("35 7,13 * * 1-6", timezone=ZONE),
}
"""Office hours of the authority, and for what units send all hours of the day, for a limit ends at
midnight. On a make-up Saturday offices work, so Saturdays are included."""

ALONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
"""A tick that comes while the one before still runs is dropped: that one does its work."""

OTHER_BOARDS = {each.KEY: each.TITLE for each in (show_plan, call_list, alarm)}
"""Boards that steps of their own write, by key with their titles."""


class DeploymentOptions(TypedDict):
    """What a flow is deployed as; the names are those of Prefect's ``to_deployment``."""

    name: str
    description: str
    parameters: dict[str, Any]
    tags: list[str]
    schedule: Schedule | None
    concurrency_limit: ConcurrencyLimitConfig | None
    entrypoint_type: EntrypointType


Deployment = tuple[Flow[..., Any], DeploymentOptions]


def deployments_of(campaign: Campaign, schedules: bool) -> list[Deployment]:
    """Every flow of a campaign with what it is deployed as."""
    stages: list[Deployment] = [
        (flow, _options(flow, campaign, [f"Mục {STAGES[stage].section}", "bước"]))
        for stage, flow in STAGE_FLOWS.items()
    ]
    ticks: list[Deployment] = [
        (flow, _options(flow, campaign, ["chạy theo lịch"], SCHEDULES[flow], ALONE))
        for flow in TICK_FLOWS
    ]
    by_hand: list[Deployment] = [
        (flow, _options(flow, campaign, ["người vận hành"])) for flow in OPERATOR_FLOWS
    ]
    by_event: list[Deployment] = [
        (ALARM_FLOW, _options(ALARM_FLOW, campaign, ["tự động"], limit=ALONE))
    ]
    return [
        (flow, options if schedules else {**options, "schedule": None})
        for flow, options in stages + ticks + by_hand + by_event
    ]


def _options(
    flow: Flow[..., Any],
    campaign: Campaign,
    tags: list[str],
    schedule: Schedule | None = None,
    limit: ConcurrencyLimitConfig | None = None,
) -> DeploymentOptions:
    return DeploymentOptions(
        name=deployment_of(flow.name, campaign.id),
        description=description_of(flow, campaign),
        parameters={"campaign": campaign.id},
        tags=[campaign.id, *tags],
        schedule=schedule,
        concurrency_limit=limit,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def description_of(flow: Flow[..., Any], campaign: Campaign) -> str:
    """What the flow does, for which campaign, and where the boards are.

    The menu of the UI has no entry for artifacts, so each deployment leads to them.
    """
    titles = {key: title for key, (title, _) in BOARDS.items()} | OTHER_BOARDS
    boards = "\n".join(
        f"- [{title}](/v2/artifacts/key/{campaign.id}-{key})" for key, title in titles.items()
    )
    return (
        f"{flow.description}\n\n**Đợt:** {as_written(campaign.title)}, "
        f"{as_written(campaign.authority.name)}\n\n"
        f"**Màn hình điều hành** (mở dòng trên cùng của mỗi mục):\n\n{boards}\n"
    )


def serve(campaign_id: str, schedules: bool, poll: float) -> None:
    """Mark what a former process left as crashed, register the deployments, run what is due."""
    campaign = open_workspace(campaign_id).campaign
    use_forked_runs()
    while not is_up(f"{PREFECT_API_URL.value()}/health"):
        time.sleep(0.2)  # noqa: TID251 - the server starts beside this process
    with get_client(sync_client=True) as client:
        mark_crashed_runs(client, campaign_id)
    runner = Runner(name=f"cchc {campaign.id}", query_seconds=poll, pause_on_shutdown=False)
    ids = {
        flow: cast(UUID, runner.add_flow(flow, **options))
        for flow, options in deployments_of(campaign, schedules)
    }
    with get_client(sync_client=True) as client:
        set_up_alarm(client, campaign, ids[ALARM_FLOW])
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(runner.start())
