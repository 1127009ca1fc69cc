"""``cchc portal``: the upload page alone, in the foreground."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from deployments.cli.console import plain
from deployments.cli.options import CampaignArgument, HomeOption, settings_at
from deployments.prefect.environment import prefect_environment
from deployments.system.ports import check_free
from deployments.system.processes import PORTAL_PORT, portal_command


def portal(
    campaign: CampaignArgument,
    host: Annotated[str, typer.Option(help="Địa chỉ máy lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng của trang nộp bảng.")] = PORTAL_PORT,
    home: HomeOption = None,
) -> None:
    """Chạy riêng trang nộp bảng. Ctrl-C để dừng."""
    from deployments.bootstrap import find_campaign

    check_free(port)
    settings = settings_at(home)
    workspace = find_campaign(campaign, settings)
    console = plain()
    console.print(f"Trang nộp bảng của “{workspace.campaign.title}”: http://{host}:{port}")
    if not settings.portal_url:
        console.print(
            "Lưu ý: chưa đặt CCHC_PORTAL_URL nên thư gửi đơn vị chưa có liên kết.", style="yellow"
        )
    console.print("Nhấn Ctrl-C để dừng.")
    sys.stdout.flush()
    command = portal_command(campaign, host, port)
    os.execve(command[0], command, prefect_environment(settings, port))
