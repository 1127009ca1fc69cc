"""``cchc up``: the real system in the foreground."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from config.settings import Settings
from deployments.cli.console import plain
from deployments.cli.options import CampaignArgument


def up(
    campaign: CampaignArgument = "huong-khe-2021",
    port: Annotated[int, typer.Option(help="Cổng của giao diện Prefect.")] = 4200,
    home: Annotated[
        Path | None, typer.Option(help="Thư mục dữ liệu; mặc định ./var hoặc CCHC_HOME.")
    ] = None,
) -> None:
    """Chạy hệ thống thật: giao diện Prefect và các luồng theo lịch. Ctrl-C để dừng."""
    from deployments.environment import put_in_force

    settings = Settings() if home is None else Settings(home=home)
    put_in_force(settings, port)
    from deployments.bootstrap import open_campaign
    from deployments.cli.edited import warn_if_edited
    from deployments.processes import check_free, system

    console = plain()
    check_free(port)
    workspace = open_campaign(campaign, settings, settings.mode)
    warn_if_edited(console, workspace)
    console.print(f"Đang khởi động “{workspace.campaign.title}”, chế độ {workspace.mode} …")
    signal.signal(signal.SIGTERM, _stop)
    with system(settings, campaign, port, schedules=True):
        console.print(f"Giao diện điều hành: http://127.0.0.1:{port}")
        console.print(f"Nhận bài nộp tại: {settings.drop_folder(campaign)}", soft_wrap=True)
        console.print("Nhấn Ctrl-C để dừng.")
        _wait()
    console.print("Đã dừng tất cả.")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait() -> None:
    try:
        while True:
            signal.pause()
    except KeyboardInterrupt:
        pass
