"""Play the script on a Prefect server.

Real deployments, real suspended runs, and the resume call that the UI makes.
"""

from __future__ import annotations

import time

import httpx
from prefect import Flow
from prefect.input import RunInput

from config.workspace import Workspace
from deployments.processes import ProcessFailed
from models.domain.stages import StageName

MOVING = ["SCHEDULED", "PENDING", "RUNNING", "CANCELLING"]
BROKEN = ["FAILED", "CRASHED", "CANCELLED"]
PATIENCE = 120
"""Seconds that one step of the script may take."""


class ServerConductor:
    """Drives a Prefect server through its API."""

    def __init__(self, api: str, workspace: Workspace) -> None:
        self._api = httpx.Client(base_url=api, timeout=30)
        self._workspace = workspace

    def tick(self, flow: Flow[[str], None]) -> None:
        """Start a run of the tick's deployment."""
        name = f"/deployments/name/{flow.name}/{self._workspace.campaign.id}"
        deployment = self._json(self._api.get(name))
        self._json(self._api.post(f"/deployments/{deployment['id']}/create_flow_run", json={}))
        self._settle()

    def answer(self, answers: dict[StageName, RunInput]) -> None:
        """Resume the stages' runs with their forms, as the UI does."""
        with self._workspace.read() as uow:
            runs = {stage: record.run for stage, record in uow.stages.all().items()}
        for stage, form in answers.items():
            body = {"run_input": form.model_dump(mode="json")}
            reply = self._json(self._api.post(f"/flow_runs/{runs[stage]}/resume", json=body))
            if reply["status"] != "ACCEPT":
                raise ProcessFailed(f"Không tiếp tục được bước {stage}: {reply['details']}", stage)
        self._settle()

    def _settle(self) -> None:
        """Wait until every run is suspended or over; ProcessFailed when one is broken."""
        deadline = time.monotonic() + PATIENCE
        while self._runs(MOVING):
            if time.monotonic() > deadline:
                raise ProcessFailed("Các bước chạy quá lâu, đã dừng diễn tập.")
            time.sleep(0.15)  # noqa: TID251 - polls a server, not the campaign's time
        if broken := self._runs(BROKEN):
            raise ProcessFailed(f"Bước bị lỗi: {broken[0]['name']}: {broken[0]['state']}")

    def _runs(self, types: list[str]) -> list[dict[str, object]]:
        wanted = {"flow_runs": {"state": {"type": {"any_": types}}}, "limit": 20}
        runs = self._api.post("/flow_runs/filter", json=wanted)
        runs.raise_for_status()
        found: list[dict[str, object]] = runs.json()
        return found

    @staticmethod
    def _json(response: httpx.Response) -> dict[str, object]:
        response.raise_for_status()
        content: dict[str, object] = response.json()
        return content
