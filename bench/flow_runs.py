"""What a flow run costs, beside the same run without one of the ways that make it start fast.

Systems as ``cchc up`` starts them, one for each way, run the same tick in turns. Wall time is from
the order to the end of the run, CPU that of the runs and of the process that starts them.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.timing import cpu_of_group
from deployments.bootstrap import open_campaign
from deployments.prefect import processes
from deployments.prefect.environment import SHORT_LIVED, prefect_environment, rehearsal_settings
from deployments.system.local_http import get, post
from deployments.system.ports import free_port
from deployments.system.processes import running
from flows.names import CAMPAIGN_TICK, deployment_of

CAMPAIGN = "huong-khe-2021"
RUNS = 5
SERVE = "from deployments.prefect import serve; serve.main()"
SPAWNED = "import deployments.prefect.forked_runs as f; f.start_fork_server = lambda: None; "
FLOWS_ONLY = "import deployments.prefect.forked_runs as f; f.PRELOADED = ['flows.registry']; "
WAYS = {
    "as it is": ("", {}),
    "new processes": (SPAWNED, {}),
    "flows preloaded only": (FLOWS_ONLY, {}),
    "all authorities": ("", {"PREFECT_API_SSL_CERT_FILE": ""}),
}


class Way:
    """One system on which the tick is run again and again."""

    def __init__(self, stack: ExitStack, folder: Path, patch: str, more: dict[str, str]) -> None:
        settings, port = rehearsal_settings(folder), free_port()
        open_campaign(CAMPAIGN, settings, "sandbox")
        self.api = stack.enter_context(processes.prefect_server(settings, port))
        environment = prefect_environment(settings, port)
        for name, value in more.items():
            environment.pop(name) if not value else environment.update({name: value})
        command = [sys.executable, "-c", patch + SERVE, CAMPAIGN, "--poll", "0.1"]
        log = folder / "flows.log"
        self.process = stack.enter_context(running(command, environment, log))
        processes._when_registered(settings, CAMPAIGN, port, self.process)
        name = f"{CAMPAIGN_TICK}/{deployment_of(CAMPAIGN_TICK, CAMPAIGN)}"
        self.deployment = get(f"{self.api}/deployments/name/{name}").json()["id"]
        self.walls: list[float] = []
        self.cpus: list[float] = []

    def run(self) -> None:
        start, before = time.monotonic(), cpu_of_group(self.process.pid)
        order = f"{self.api}/deployments/{self.deployment}/create_flow_run"
        while (answer := post(order, {}, timeout=120)).status_code == 503:
            time.sleep(0.5)
        run = answer.raise_for_status().json()["id"]
        while (
            state := get(f"{self.api}/flow_runs/{run}", timeout=120).json()["state_type"]
        ) != "COMPLETED":
            assert state not in ("FAILED", "CRASHED"), state
            time.sleep(0.05)
        self.walls.append(time.monotonic() - start)
        time.sleep(0.7)
        self.cpus.append(cpu_of_group(self.process.pid) - before)


def main() -> None:
    names = sys.argv[1:] or list(WAYS)
    os.environ.update(SHORT_LIVED)
    with TemporaryDirectory() as folder, ExitStack() as stack:
        ways = {}
        for number, name in enumerate(names):
            place = Path(folder) / str(number)
            place.mkdir()
            ways[name] = Way(stack, place, *WAYS[name])
        for _ in range(RUNS + 1):
            for way in ways.values():
                way.run()
        first = ways[names[0]]
        base_wall, base_cpu = (statistics.median(x[1:]) for x in (first.walls, first.cpus))
        for name, way in ways.items():
            wall, cpu = statistics.median(way.walls[1:]), statistics.median(way.cpus[1:])
            print(f"{name:24}{wall:6.2f} s{wall / base_wall:6.2f} x", end="   ")
            print(f"CPU{cpu:6.2f} s{cpu / base_cpu:6.2f} x")


if __name__ == "__main__":
    main()
