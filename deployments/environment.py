"""The environment of the processes that cchc starts: settings of cchc and of Prefect."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.settings import Settings

PREFECT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    "PREFECT_CLIENT_METRICS_ENABLED": "false",
    "PREFECT_CLI_COLORS": "false",
    "TZ": "Asia/Ho_Chi_Minh",
}
"""No telemetry (an office network may be closed) and quick answers after a resume."""


def prefect_environment(settings: Settings, port: int) -> dict[str, str]:
    """The variables under which server, runner and flow runs of this installation work."""
    cchc = {
        f"CCHC_{name.upper()}": str(value)
        for name, value in {
            "home": settings.folder,
            "database_url": settings.database_url,
            "config_dir": settings.config_dir,
            "mode": settings.mode,
        }.items()
        if value
    }
    return {
        **os.environ,
        **PREFECT,
        **cchc,
        "PREFECT_HOME": str(settings.folder / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_LOGGING_LEVEL": os.environ.get("PREFECT_LOGGING_LEVEL", "WARNING"),
    }


@contextmanager
def applied(environment: dict[str, str]) -> Iterator[None]:
    """Put ``environment`` in force for this process while the block runs."""
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def log_file(settings: Settings, name: str) -> Path:
    """Where a process of this installation writes what it prints."""
    folder = settings.folder / "nhat-ky"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"
