"""Start the Prefect server, the served flows and the upload page of one installation."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.settings import Settings
from deployments.prefect.database import seed_database
from deployments.prefect.environment import log_file, prefect_environment
from deployments.system.local_http import is_up, post
from deployments.system.processes import ProcessFailed, portal_command, running, wait_for
from flows.names import DEPLOYMENTS

SERVER_LOG, FLOWS_LOG, PORTAL_LOG = "prefect-server", "flows", "portal"


@contextmanager
def prefect_server(settings: Settings, port: int) -> Iterator[str]:
    """The embedded server on 127.0.0.1; yields its API address once it answers."""
    with _server(settings, port) as process:
        yield _when_it_answers(settings, port, process)


@contextmanager
def served_flows(
    settings: Settings, campaign_id: str, port: int, schedules: bool
) -> Iterator[subprocess.Popen[bytes]]:
    """The served deployments of a campaign; yields their process once they are registered.

    Without ``schedules`` (a rehearsal) new runs are looked for more often.
    """
    with _serve(settings, campaign_id, port, schedules) as process:
        _when_registered(settings, campaign_id, port, process)
        yield process


@dataclass(frozen=True)
class System:
    """A running system: the address of its API, and the log of each of its processes."""

    api: str
    parts: dict[Path, subprocess.Popen[bytes]]

    def check_alive(self) -> None:
        """ProcessFailed, naming the log, when a process has ended."""
        for log, process in self.parts.items():
            if process.poll() is not None:
                raise ProcessFailed(
                    f"Một tiến trình của hệ thống đã dừng đột ngột; xem nhật ký tại {log}. "
                    "Đề nghị khắc phục rồi chạy lại cchc up.",
                    subject=str(log),
                )


@contextmanager
def system(
    settings: Settings, campaign_id: str, port: int, schedules: bool, portal_port: int = 0
) -> Iterator[System]:
    """Server and served flows, started together; the upload page too when it has a port."""
    with ExitStack() as stack:
        server = stack.enter_context(_server(settings, port))
        flows = stack.enter_context(_serve(settings, campaign_id, port, schedules))
        parts = {log_file(settings, SERVER_LOG): server, log_file(settings, FLOWS_LOG): flows}
        if portal_port:
            page = stack.enter_context(portal_page(settings, campaign_id, port, portal_port))
            parts[log_file(settings, PORTAL_LOG)] = page
        api = _when_it_answers(settings, port, server)
        _when_registered(settings, campaign_id, port, flows)
        yield System(api, parts)


@contextmanager
def portal_page(
    settings: Settings, campaign_id: str, port: int, portal_port: int
) -> Iterator[subprocess.Popen[bytes]]:
    """The upload page of a campaign; yields its process once it answers."""
    command = portal_command(campaign_id, "127.0.0.1", portal_port)
    log = log_file(settings, PORTAL_LOG)
    with running(command, prefect_environment(settings, port), log) as process:
        wait_for(process, log, lambda: is_up(f"http://127.0.0.1:{portal_port}/"))
        yield process


def _server(settings: Settings, port: int) -> AbstractContextManager[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "prefect", "server", "start"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    environment = prefect_environment(settings, port)
    if seed_database(Path(environment["PREFECT_HOME"])):
        environment["PREFECT_SERVER_DATABASE_MIGRATE_ON_START"] = "false"
    return running(command, environment, log_file(settings, SERVER_LOG))


def _serve(
    settings: Settings, campaign_id: str, port: int, schedules: bool
) -> AbstractContextManager[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "deployments.prefect.serve", campaign_id]
    command += ["--schedules"] if schedules else ["--poll", "0.25"]
    return running(command, prefect_environment(settings, port), log_file(settings, FLOWS_LOG))


def _when_it_answers(settings: Settings, port: int, process: subprocess.Popen[bytes]) -> str:
    url = f"http://127.0.0.1:{port}/api"
    wait_for(process, log_file(settings, SERVER_LOG), lambda: is_up(f"{url}/health"))
    return url


def _when_registered(
    settings: Settings, campaign_id: str, port: int, process: subprocess.Popen[bytes]
) -> None:
    log = log_file(settings, FLOWS_LOG)
    wait_for(process, log, lambda: _registered(port, campaign_id) == DEPLOYMENTS)


def _registered(port: int, campaign_id: str) -> int:
    wanted = {"deployments": {"tags": {"all_": [campaign_id]}}}
    url = f"http://127.0.0.1:{port}/api/deployments/count"
    count: int = post(url, wanted).json()
    return count
