"""Rehearse a campaign from its first day to its last, in process or on a Prefect server."""

from __future__ import annotations

import shutil
from pathlib import Path

from prefect.client.orchestration import SyncPrefectClient
from prefect.settings import PREFECT_API_URL, PREFECT_LOGGING_LEVEL, temporary_settings

from config.settings import Settings
from config.workspace import REHEARSAL, Workspace, forget_databases
from deployments.bootstrap import open_campaign
from deployments.environment import applied, prefect_environment
from deployments.processes import free_port, system
from deployments.rehearsal.in_process import InProcessConductor
from deployments.rehearsal.on_server import ServerConductor
from deployments.rehearsal.script import Script, Tell
from deployments.rehearsal.world import World, make_world


def rehearsal_settings(out: Path, database_url: str = "") -> Settings:
    """Settings under which nothing leaves ``out``: no mail server, no campaign of the real home."""
    return Settings(
        home=out / ".he-thong",
        database_url=database_url,
        mode="sandbox",
        smtp_host="",
        _env_file=None,  # type: ignore[call-arg]
    )


def prepare(campaign_id: str, settings: Settings, seed: int) -> tuple[Workspace, World]:
    """An empty rehearsal of a campaign and the made-up world it plays in."""
    shutil.rmtree(settings.home, ignore_errors=True)
    forget_databases()
    workspace = open_campaign(campaign_id, settings, REHEARSAL)
    return workspace, make_world(workspace.campaign, workspace.sets, seed)


def rehearse_fast(
    campaign_id: str, settings: Settings, seed: int, tell: Tell
) -> tuple[Workspace, World]:
    """Play the campaign in this process."""
    with applied(prefect_environment(settings, 0)):
        workspace, world = prepare(campaign_id, settings, seed)
        Script(workspace, world, InProcessConductor(campaign_id), tell).play()
    return workspace, world


def rehearse_on_server(
    campaign_id: str, settings: Settings, seed: int, tell: Tell
) -> tuple[Workspace, World]:
    """Play the campaign on a Prefect server that lives as long as the rehearsal."""
    port = free_port()
    with applied(prefect_environment(settings, port)):
        workspace, world = prepare(campaign_id, settings, seed)
        with system(settings, campaign_id, port, schedules=False) as api:
            tell(workspace.now(), "Đã khởi động máy chủ Prefect và các luồng công việc")
            with (
                temporary_settings({PREFECT_API_URL: api, PREFECT_LOGGING_LEVEL: "WARNING"}),
                SyncPrefectClient(api) as client,
            ):
                Script(workspace, world, ServerConductor(client, workspace), tell).play()
    return workspace, world
