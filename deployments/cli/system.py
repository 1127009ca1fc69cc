"""``cchc up`` and ``cchc portal``: the real system, or its upload page alone, in the foreground."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from config.settings import Settings
from deployments.cli.console import plain_console
from deployments.cli.options import CampaignArgument, HomeOption, OpenCampaign, settings_at
from deployments.prefect.environment import prefect_environment, put_in_force
from deployments.system.ports import check_free
from deployments.system.processes import PORTAL_PORT, portal_command

CHECK_SECONDS = 1
"""Between checks that the processes are alive."""


def start_system(
    campaign: CampaignArgument = "huong-khe-2021",
    port: Annotated[int, typer.Option(help="Cổng của giao diện Prefect.")] = 4200,
    home: Annotated[
        Path | None, typer.Option(help="Thư mục dữ liệu; mặc định ./var hoặc CCHC_HOME.")
    ] = None,
    portal_port: Annotated[
        int, typer.Option(help="Cổng của trang nộp bảng; chỉ chạy khi có CCHC_PORTAL_URL.")
    ] = PORTAL_PORT,
) -> None:
    """Chạy hệ thống thật: giao diện Prefect và các luồng theo lịch. Ctrl-C để dừng."""
    check_free(port)
    settings = settings_at(home)
    portal_port = _page_port(settings, portal_port)
    put_in_force(settings, port)
    from deployments.bootstrap import open_campaign
    from deployments.cli.campaigns import warn_if_edited
    from deployments.prefect.processes import system
    from deployments.system.instance_lock import check_not_running

    console = plain_console()
    check_not_running(settings, campaign)
    workspace = open_campaign(campaign, settings, settings.mode)
    warn_if_edited(workspace)
    console.print(f"Đang khởi động “{workspace.campaign.title}”, chế độ {workspace.mode} …")
    signal.signal(signal.SIGTERM, _stop)
    with system(settings, campaign, port, True, portal_port) as running:
        console.print(f"Giao diện điều hành: http://127.0.0.1:{port}")
        if portal_port:
            page = f"http://127.0.0.1:{portal_port} (địa chỉ ngoài: {settings.portal_url})"
            console.print(f"Trang nộp bảng: {page}", soft_wrap=True)
        console.print(f"Nhận tệp nộp tại: {settings.drop_folder(campaign)}", soft_wrap=True)
        console.print("Nhấn Ctrl-C để dừng.")
        _watch(running.check_alive)
    console.print("Đã dừng tất cả.")


def _page_port(settings: Settings, wanted: int) -> int:
    """The free port of the upload page; 0 when there is to be none."""
    if not settings.portal_url or not wanted:
        return 0
    check_free(wanted)
    return wanted


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _watch(check_alive: Callable[[], None]) -> None:
    """Look after the processes until someone stops them; ProcessFailed when one has died."""
    try:
        while True:
            check_alive()
            time.sleep(CHECK_SECONDS)  # noqa: TID251 - processes of ours, not the campaign's time
    except KeyboardInterrupt:
        pass


def start_portal(
    workspace: OpenCampaign,
    host: Annotated[str, typer.Option(help="Địa chỉ máy lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng của trang nộp bảng.")] = PORTAL_PORT,
    _home: HomeOption = None,
) -> None:
    """Chạy riêng trang nộp bảng. Ctrl-C để dừng."""
    check_free(port)
    settings, campaign = workspace.settings, workspace.campaign
    console = plain_console()
    console.print(f"Trang nộp bảng của “{campaign.title}”: http://{host}:{port}")
    if not settings.portal_url:
        console.print(
            "Lưu ý: chưa đặt CCHC_PORTAL_URL nên thư gửi đơn vị chưa có liên kết.", style="yellow"
        )
    console.print("Nhấn Ctrl-C để dừng.")
    sys.stdout.flush()
    command = portal_command(campaign.id, host, port)
    os.execve(command[0], command, prefect_environment(settings, port))
