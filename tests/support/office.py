"""A real office: Prefect server, served flows and a rehearsal's clock, in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import time as real_time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun, StateType

from config.settings import Settings
from config.workspace import Workspace
from deployments.bootstrap import open_campaign
from deployments.prefect.environment import applied, prefect_environment, rehearsal_settings
from deployments.prefect.processes import prefect_server, served_flows
from deployments.rehearsal.conductor import SimulatedTime
from deployments.system.local_http import is_up
from deployments.system.ports import free_port
from flows.names import CAMPAIGN_TICK, deployment_of
from models.domain.gate.records import Decision, GateKey
from models.domain.messages.mode import Mode
from models.domain.stages import Body, StageName, StageRecord, StageState
from tasks.gates.codes import current_code

CAMPAIGN = "huong-khe-2021"
OBSERVERS_OFF = {
    f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false"
    for service in ("TRIGGERS", "FOREMAN", "EVENT_PERSISTER", "TASK_RUN_RECORDER")
}
"""What only watches and records takes a third of a server's work; ``cchc up`` is tested with it."""
PATIENCE = 90
"""Seconds until something that takes five on a quiet machine is given up."""


def eventually(happened: Callable[[], bool], what: str) -> None:
    """Wait until ``happened()``; AssertionError that names ``what`` after ``PATIENCE``."""
    deadline = real_time.monotonic() + PATIENCE
    while not happened():
        assert real_time.monotonic() < deadline, f"waited in vain until {what}"
        real_time.sleep(0.1)


class Office:
    """Drives a server from outside, as the UI and the people do."""

    def __init__(
        self, settings: Settings, workspace: Workspace, port: int, client: SyncPrefectClient
    ) -> None:
        self.settings, self.workspace, self.client = settings, workspace, client
        self.port, self.url = port, f"http://127.0.0.1:{port}"
        self.clock = SimulatedTime(workspace)
        self._stack = ExitStack()
        self._flows: subprocess.Popen[bytes] | None = None

    def serve(self) -> None:
        """Start the served flows."""
        serving = served_flows(self.settings, CAMPAIGN, self.port, schedules=False)
        self._flows = self._stack.enter_context(serving)

    def kill(self) -> None:
        """End the served flows and all they started, without a warning."""
        assert self._flows is not None
        os.killpg(self._flows.pid, signal.SIGKILL)
        self._flows.wait()
        self.close()

    def close(self) -> None:
        """End the served flows."""
        self._stack.close()

    def begin_tick(self) -> UUID:
        """Start the reconciler by its deployment."""
        name = f"{CAMPAIGN_TICK}/{deployment_of(CAMPAIGN_TICK, CAMPAIGN)}"
        deployment = self.client.read_deployment_by_name(name)
        return self.client.create_flow_run_from_deployment(deployment.id).id

    def tick(self) -> None:
        """Run the reconciler and wait for its end."""
        run = self.begin_tick()
        over = {StateType.COMPLETED, StateType.FAILED, StateType.CRASHED}
        eventually(lambda: self.read(run).state_type in over, "the reconciler is through")
        assert self.read(run).state_type is StateType.COMPLETED

    def waiting_run(self, stage: StageName) -> UUID:
        """The run of ``stage``, suspended at its gate; the reconciler starts it if need be."""
        if self.record(stage).state is StageState.PENDING:
            plan = self.workspace.campaign.stages[stage]
            self.clock.go_to(max(plan.opens, date(2021, 10, 11)), time(9))
            self.tick()
        eventually(lambda: self.record(stage).state is StageState.WAITING, f"{stage} waits")
        run = UUID(self.record(stage).run)
        self.until_suspended(run)
        return run

    def approve(self, stage: StageName) -> None:
        """Let the chairman approve the stage at the gate where it waits, and wait for its end."""
        run = self.waiting_run(stage)
        form = {"verdict": "Duyệt", "opinion": "", "code": self.code("chairman")}
        assert self.resume(run, form)[0] == "ACCEPT"
        self.until_completed(run)

    def read(self, run: UUID) -> FlowRun:
        """The run as the server knows it."""
        return self.client.read_flow_run(run)

    def is_suspended(self, run: UUID) -> bool:
        """Whether the run waits with its form: Prefect suspends first and stores the form next."""
        state = self.read(run).state
        if state is None or state.type is not StateType.PAUSED:
            return False
        keys = state.state_details.run_input_keyset or {}
        return is_up(f"{self.url}/api/flow_runs/{run}/input/{keys.get('schema')}")

    def until_suspended(self, run: UUID) -> None:
        """Wait until the run waits for a form."""
        eventually(lambda: self.is_suspended(run), "the run is suspended")

    def until_completed(self, run: UUID) -> None:
        """Wait until the run is over, and see that it went well."""
        eventually(lambda: bool((s := self.read(run).state) and s.is_final()), "the run is over")
        assert self.read(run).state_type is StateType.COMPLETED

    def record(self, stage: StageName) -> StageRecord:
        """Where a stage stands."""
        with self.workspace.read() as uow:
            return uow.stages.all()[stage]

    def refusals(self, stage: StageName) -> list[str]:
        """Why ballots at the first gate of a stage were refused."""
        with self.workspace.read() as uow:
            return [each.reason for each in uow.gates.refusals(gate_of(stage))]

    def decision(self, stage: StageName) -> Decision | None:
        """The decision at the first gate of a stage."""
        with self.workspace.read() as uow:
            return uow.gates.decision(gate_of(stage))

    def code(self, person: str) -> str:
        """What the person's app shows five minutes later: a code serves once."""
        self.clock.pass_minutes(5)
        return current_code(self.settings, self.workspace.campaign, person, self.workspace.now())

    def fingerprint(self, stage: StageName) -> str:
        """The fingerprint of what was submitted at the first gate of a stage."""
        with self.workspace.read() as uow:
            request = uow.gates.get(gate_of(stage))
        assert request is not None
        return request.dossier.fingerprint

    def resume(self, run: UUID, form: dict[str, Any]) -> tuple[str, str]:
        """Press Resume with a filled form; status and reason of the server's answer."""
        answer = self.client.resume_flow_run(run, form)
        return answer.status.value, getattr(answer.details, "reason", "") or ""


def gate_of(stage: StageName) -> GateKey:
    """The chairman's gate of a stage, first round."""
    return GateKey(stage=stage, body=Body.CHAIRMAN, round=1)


@contextmanager
def open_office(folder: Path) -> Iterator[Office]:
    """The office on a free port, on the first day of the plan."""
    settings, port = rehearsal_settings(folder), free_port()
    with applied(prefect_environment(settings, port) | OBSERVERS_OFF):
        workspace = open_campaign(CAMPAIGN, settings, Mode.REHEARSAL)
        with prefect_server(settings, port) as api, SyncPrefectClient(api) as client:
            office = Office(settings, workspace, port, client)
            try:
                office.serve()
                yield office
            finally:
                office.close()
                workspace.store.dispose()
