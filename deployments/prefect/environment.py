"""The environment of the processes that cchc starts: settings of cchc and of Prefect."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.settings import SENDING_SECRETS, SETTINGS_PREFIX, Settings
from deployments.prefect.ca_bundle import one_authority
from models.domain.messages.mode import Mode

PREFECT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_COLORS": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "TZ": "Asia/Ho_Chi_Minh",
}
"""No telemetry, for an office network may be closed; the campaign's own zone."""

SHORT_LIVED = {
    f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false"
    for service in (
        "SCHEDULER",
        "LATE_RUNS",
        "TRIGGERS",
        "FOREMAN",
        "PAUSE_EXPIRATIONS",
        "CANCELLATION_CLEANUP",
        "REPOSSESSOR",
        "EVENT_PERSISTER",
        "TASK_RUN_RECORDER",
    )
}
"""For a server that lives for minutes: what watches over days and weeks, and what keeps the history
of events and task runs, is off. It would take a third of the server's work, and its writes make
those of the runs wait (ADR 13)."""


def rehearsal_settings(folder: Path, database_url: str = "") -> Settings:
    """Settings under which nothing leaves ``folder``: no mail server, nothing of the real home."""
    return Settings.model_construct(
        home=folder / ".he-thong",
        database_url=database_url,
        config_dir=Settings().config_dir,
        mode=Mode.SANDBOX,
        durable=False,
    )


def prefect_environment(settings: Settings, port: int) -> dict[str, str]:
    """The variables under which server, runner and flow runs of this installation work."""
    cchc = {
        f"CCHC_{name.upper()}": str(value or "")
        for name, value in {
            "home": settings.folder,
            "database_url": settings.database_url,
            "mode": settings.mode,
            "durable": "yes" if settings.durable else "no",
            "smtp_host": settings.smtp_host,
            "imap_host": settings.imap_host,
            "portal_url": settings.portal_url,
        }.items()
    }
    if settings.config_dir is not None:
        cchc["CCHC_CONFIG_DIR"] = str(settings.config_dir.resolve())
    return {
        **PREFECT,
        **_without_secrets(settings),
        **cchc,
        "PREFECT_HOME": str(settings.folder / "prefect"),
        "PREFECT_API_SSL_CERT_FILE": str(one_authority(settings.folder / "prefect")),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_LOGGING_TO_API_ENABLED": "true",
    }


def _without_secrets(settings: Settings) -> dict[str, str]:
    """The environment; processes of a sandbox are not even told what would let them send."""
    secret = {f"{SETTINGS_PREFIX}{name}".upper() for name in SENDING_SECRETS}
    hidden = set() if settings.mode.sends else secret
    return {name: value for name, value in os.environ.items() if name.upper() not in hidden}


def put_in_force(settings: Settings, port: int = 4200) -> None:
    """Set this process's environment; Prefect reads it when it is first imported."""
    os.environ.update(prefect_environment(settings, port))
    os.environ["PREFECT_LOGGING_TO_API_ENABLED"] = "false"


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
