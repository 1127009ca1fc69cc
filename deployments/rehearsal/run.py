"""Rehearse a campaign from its first day to its last, in process or on a Prefect server."""

import shutil
from collections.abc import Callable
from pathlib import Path

from config.settings import Settings
from deployments.export.files import export
from deployments.export.summary import Summary
from deployments.prefect.environment import applied, prefect_environment
from deployments.rehearsal.in_process import InProcessConductor
from deployments.rehearsal.prepare import Played, check_not_open, check_replaceable, prepare
from deployments.rehearsal.script import Script, Tell
from deployments.rehearsal.verdict import failures
from flows.engine import use_engine


def run(
    campaign_id: str, settings: Settings, folder: Path, seed: int, fast: bool, tell: Tell
) -> tuple[Summary, list[str]]:
    """Play the campaign and write what it made into ``folder``; its summary and what is wrong.

    What an earlier rehearsal left in ``folder`` is replaced. ConfigurationError
    when the folder holds anything else, or ``settings`` name a database that holds the campaign;
    nothing is deleted then.
    """
    check_replaceable(folder)
    if settings.database_url:
        check_not_open(settings.database_url, campaign_id)
    shutil.rmtree(folder, ignore_errors=True)
    play = rehearse_fast if fast else _on_server()
    workspace, world = play(campaign_id, settings, seed, tell)
    summary = export(workspace, folder)
    return summary, failures(workspace, world, summary, folder)


def _on_server() -> Callable[[str, Settings, int, Tell], Played]:
    """The play on a server, imported only when it is wanted: a fast rehearsal needs none of it."""
    from deployments.rehearsal.on_server import rehearse_on_server

    return rehearse_on_server


def rehearse_fast(campaign_id: str, settings: Settings, seed: int, tell: Tell) -> Played:
    """Play the campaign in this process."""
    with applied(prefect_environment(settings, 0)):
        workspace, world = prepare(campaign_id, settings, seed)
        try:
            Script(workspace, world, InProcessConductor(campaign_id), tell).play()
        finally:
            use_engine(None)
    return workspace, world
