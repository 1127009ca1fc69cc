"""Play the script on a Prefect server.

Real deployments, real suspended runs, and the resume call that the UI makes.
"""

import time
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.responses import SetStateStatus
from prefect.input import RunInput
from prefect.settings import PREFECT_API_URL, temporary_settings

from config.settings import Settings
from config.workspace import Workspace
from deployments.prefect.environment import SHORT_LIVED, applied, prefect_environment
from deployments.prefect.processes import system
from deployments.rehearsal.prepare import Played, prepare
from deployments.rehearsal.script import Script, Tell
from deployments.system.ports import free_port
from deployments.system.processes import ProcessFailed
from flows.names import deployment_of
from models.domain.stages import StageName

MOVING_STATES = (StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)
BROKEN_STATES = (StateType.FAILED, StateType.CRASHED, StateType.CANCELLED)
_STEP_SECONDS = 120
"""Seconds that one step of the script may take."""


class ServerConductor:
    """Drives a Prefect server through its API."""

    def __init__(self, client: SyncPrefectClient, workspace: Workspace) -> None:
        self._client = client
        self._workspace = workspace

    def tick(self, flow: Flow[[str], None]) -> None:
        """Start a run of the tick's deployment."""
        name = f"{flow.name}/{deployment_of(flow.name, self._workspace.campaign.id)}"
        deployment = self._client.read_deployment_by_name(name)
        self._client.create_flow_run_from_deployment(deployment.id)
        self._settle()

    def answer(self, answers: dict[StageName, RunInput]) -> None:
        """Resume the stages' runs with their forms, as the UI does."""
        with self._workspace.read() as uow:
            runs = {stage: record.run for stage, record in uow.stages.all().items()}
        for stage, form in answers.items():
            reply = self._client.resume_flow_run(UUID(runs[stage]), form.model_dump(mode="json"))
            if reply.status is not SetStateStatus.ACCEPT:
                raise ProcessFailed(f"Không tiếp tục được bước {stage}: {reply.details}", stage)
        self._settle()

    def _settle(self) -> None:
        """Wait until every run is suspended or over; ProcessFailed when one is broken."""
        deadline = time.monotonic() + _STEP_SECONDS
        while self._runs(MOVING_STATES):
            if time.monotonic() > deadline:
                raise ProcessFailed("Các bước chạy quá lâu, đã dừng diễn tập.")
            time.sleep(0.15)  # noqa: TID251 - polls a server, not the campaign's time
        if broken := self._runs(BROKEN_STATES):
            raise ProcessFailed(f"Bước bị lỗi: {broken[0].name}: {broken[0].state}")

    def _runs(self, types: tuple[StateType, ...]) -> list[FlowRun]:
        state = FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types)))
        return self._client.read_flow_runs(flow_run_filter=FlowRunFilter(state=state), limit=5)


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
