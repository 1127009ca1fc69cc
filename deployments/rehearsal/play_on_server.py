"""Play a whole campaign on a Prefect server that lives as long as the rehearsal."""

from __future__ import annotations

from prefect.client.orchestration import SyncPrefectClient
from prefect.settings import PREFECT_API_URL, temporary_settings

from config.settings import Settings
from deployments.prefect.environment import SHORT_LIVED, applied, prefect_environment
from deployments.rehearsal.on_server import ServerConductor
from deployments.rehearsal.prepare import Played, prepare
from deployments.rehearsal.script import Script, Tell
from deployments.system.ports import free_port
from deployments.system.processes import system


def rehearse_on_server(campaign_id: str, settings: Settings, seed: int, tell: Tell) -> Played:
    """Play the campaign on a Prefect server that lives as long as the rehearsal."""
    port = free_port()
    with applied(prefect_environment(settings, port) | SHORT_LIVED):
        workspace, world = prepare(campaign_id, settings, seed)
        with system(settings, campaign_id, port, schedules=False) as up:
            tell(workspace.now(), "Đã khởi động máy chủ Prefect và các luồng công việc")
            with temporary_settings({PREFECT_API_URL: up.api}), SyncPrefectClient(up.api) as client:
                Script(workspace, world, ServerConductor(client, workspace), tell).play()
    return workspace, world
