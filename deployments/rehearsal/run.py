"""Rehearse a campaign from its first day to its last, in process or on a Prefect server."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from config.settings import Settings
from config.workspace import REHEARSAL, Workspace, forget_databases, store_at
from deployments.bootstrap import is_open, open_campaign
from deployments.environment import applied, prefect_environment
from deployments.export.files import export
from deployments.export.summary import Summary
from deployments.migrations.run import migrate
from deployments.rehearsal.in_process import InProcessConductor
from deployments.rehearsal.script import Script, Tell
from deployments.rehearsal.verdict import failures
from deployments.rehearsal.world import World, make_world
from flows.engine import use_engine
from models.domain.errors import ConfigurationError

MADE = frozenset(
    {".he-thong", "audit.jsonl", "documents", "messages.csv", "publication", "results.csv"}
    | {"results.xlsx", "summary.json", "timeline.html"}
)
"""What a rehearsal leaves in its folder, beside the packed dossiers."""

Played = tuple[Workspace, World]


def run(
    campaign_id: str, settings: Settings, folder: Path, seed: int, fast: bool, tell: Tell
) -> tuple[Summary, list[str]]:
    """Play the campaign and write what it made into ``folder``; its summary and what is wrong.

    What an earlier rehearsal left in ``folder`` is replaced. ConfigurationError
    when the folder holds anything else; nothing is deleted then.
    """
    check_replaceable(folder)
    shutil.rmtree(folder, ignore_errors=True)
    play = rehearse_fast if fast else _on_server()
    workspace, world = play(campaign_id, settings, seed, tell)
    summary = export(workspace, folder)
    return summary, failures(workspace, world, summary, folder)


def check_replaceable(folder: Path) -> None:
    """ConfigurationError, naming it, when ``folder`` holds what no rehearsal has made."""
    found = folder.iterdir() if folder.exists() else iter(())
    foreign = sorted(
        path.name for path in found if path.name not in MADE and not path.match("dossier-*.zip")
    )
    if foreign:
        raise ConfigurationError(
            f"Thư mục {folder} có tệp không phải của diễn tập ({foreign[0]}), nên không ghi đè. "
            "Đề nghị chọn thư mục khác với --out.",
            subject=str(folder),
        )


def _on_server() -> Callable[[str, Settings, int, Tell], Played]:
    """The play on a server, imported only when it is wanted: a fast rehearsal needs none of it."""
    from deployments.rehearsal.play_on_server import rehearse_on_server

    return rehearse_on_server


def prepare(campaign_id: str, settings: Settings, seed: int) -> Played:
    """An empty rehearsal of a campaign and the made-up world it plays in.

    ConfigurationError when the database given already holds the campaign: a rehearsal never
    touches one that is open.
    """
    shutil.rmtree(settings.home, ignore_errors=True)
    forget_databases()
    migrate(settings.database)
    if is_open(store_at(settings.database), campaign_id):
        raise ConfigurationError(
            f"Cơ sở dữ liệu đã có đợt {campaign_id}. Đề nghị dùng cơ sở dữ liệu trống để diễn tập.",
            subject=campaign_id,
        )
    workspace = open_campaign(campaign_id, settings, REHEARSAL)
    return workspace, make_world(workspace.campaign, workspace.sets, seed)


def rehearse_fast(campaign_id: str, settings: Settings, seed: int, tell: Tell) -> Played:
    """Play the campaign in this process."""
    with applied(prefect_environment(settings, 0)):
        workspace, world = prepare(campaign_id, settings, seed)
        try:
            Script(workspace, world, InProcessConductor(campaign_id), tell).play()
        finally:
            use_engine(None)
    return workspace, world
