"""Commands about campaigns: list, open, verify the audit chain, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from config.loaders import campaign_ids, load_campaign
from config.settings import Settings
from deployments.cli.console import plain, tell_each
from deployments.cli.context import find_campaign
from deployments.cli.options import CampaignArgument, HomeOption, OutOption, settings_at
from models.domain.audit.chain import GENESIS


def list_() -> None:
    """Liệt kê các đợt có cấu hình."""
    folder = Settings().config_dir
    tell_each(campaign_ids(folder), lambda one: f"{one}: {load_campaign(one, folder).title}")


def open_(campaign: CampaignArgument) -> None:
    """Mở đợt: cố định cấu hình và bộ tiêu chí trong cơ sở dữ liệu."""
    from deployments.bootstrap import open_campaign
    from deployments.cli.edited import warn_if_edited

    settings = Settings()
    workspace = open_campaign(campaign, settings, settings.mode)
    plain().print(f"Đã mở “{workspace.campaign.title}”, chế độ {workspace.mode}.")
    warn_if_edited(plain(), workspace)


def verify(
    campaign: CampaignArgument,
    head: Annotated[
        str, typer.Option(help="Đầu chuỗi đã ghi lại ở nơi khác, phải có trong nhật ký.")
    ] = GENESIS,
    home: HomeOption = None,
) -> None:
    """Kiểm tra chuỗi nhật ký, và đối chiếu dữ liệu đang lưu với nhật ký."""
    from deployments.cli.verified import in_words
    from models.store.verification import verify_campaign

    kept = head.strip().lower()
    with find_campaign(campaign, settings_at(home)).read() as uow:
        done = verify_campaign(uow, kept)
    for line in (*done.wrong, *in_words(done, kept)):
        plain().print(line, soft_wrap=True, highlight=False)
    if done.wrong:
        raise typer.Exit(1)


def export(
    campaign: CampaignArgument,
    out: OutOption = Path("out"),
    home: HomeOption = None,
) -> None:
    """Ghi kết quả, văn bản, nhật ký của đợt ra thư mục."""
    from deployments.export.files import export as write
    from deployments.rehearsal.report import show

    folder = (out / campaign).resolve()
    show(plain(), write(find_campaign(campaign, settings_at(home)), folder), folder)
