"""What a rehearsal may replace: what a rehearsal has made, and nothing else."""

from __future__ import annotations

from pathlib import Path

from config.workspace import store_at
from deployments.bootstrap import is_open
from deployments.export.maker import HOME, SUMMARY, maker_of
from deployments.migrations.run import migrate
from models.domain.errors import ConfigurationError

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
