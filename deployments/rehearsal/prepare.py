"""Lay out a rehearsal's folder and databases; it replaces what a rehearsal made, nothing else."""

import shutil
from pathlib import Path

from config.settings import Settings
from config.workspace import Workspace, forget_databases, store_at
from deployments.bootstrap import is_open, open_campaign
from deployments.export.maker import HOME, SUMMARY, maker_of
from deployments.migrations.run import migrate
from deployments.rehearsal.world import World, make_world
from models.domain.errors import ConfigurationError
from models.domain.messages.mode import Mode

MADE = frozenset(
    {HOME, SUMMARY, "audit.jsonl", "documents", "messages.csv", "publication", "timeline.html"}
    | {"results.csv", "results.xlsx", "returns.csv"}
)
"""What a rehearsal leaves in its folder, beside the packed dossiers."""


def check_replaceable(folder: Path) -> None:
    """ConfigurationError when ``folder`` holds what no rehearsal has made, or a real export."""
    names = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    foreign = [name for name in names if name not in MADE and not Path(name).match("dossier-*.zip")]
    if foreign:
        raise _refusal(folder, f"có tệp không phải của diễn tập ({foreign[0]})")
    maker = maker_of(folder)
    if names and not (maker[1] if maker else HOME in names):
        raise _refusal(folder, "có kết quả xuất ra của đợt thật")


def _refusal(folder: Path, why: str) -> ConfigurationError:
    return ConfigurationError(
        f"Thư mục {folder} {why}, nên không ghi đè. Đề nghị chọn thư mục khác với --out.",
        subject=str(folder),
    )


def check_not_open(database: str, campaign_id: str) -> None:
    """ConfigurationError when a database holds the campaign: a rehearsal never touches one."""
    migrate(database)
    if is_open(store_at(database), campaign_id):
        raise ConfigurationError(
            f"Cơ sở dữ liệu đã có đợt {campaign_id}. Đề nghị dùng cơ sở dữ liệu trống để diễn tập.",
            subject=campaign_id,
        )


Played = tuple[Workspace, World]


def prepare(campaign_id: str, settings: Settings, seed: int) -> Played:
    """An empty rehearsal of a campaign and the made-up world it plays in.

    ConfigurationError when the database given already holds the campaign: a rehearsal never
    touches one that is open.
    """
    shutil.rmtree(settings.home, ignore_errors=True)
    forget_databases()
    check_not_open(settings.database, campaign_id)
    workspace = open_campaign(campaign_id, settings, Mode.REHEARSAL)
    return workspace, make_world(workspace.campaign, workspace.sets, seed)
