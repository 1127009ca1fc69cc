"""The warning that configuration files were edited after the campaign had opened."""

from __future__ import annotations

from rich.console import Console

from config.workspace import Workspace
from deployments.bootstrap import is_edited


def warn_if_edited(console: Console, workspace: Workspace) -> None:
    """Say that the frozen configuration holds, when the files say something else by now."""
    if is_edited(workspace):
        console.print(
            f"Lưu ý: tệp cấu hình hiện nay khác với cấu hình đã cố định khi mở đợt "
            f"{workspace.campaign.id}; đợt vẫn chạy theo cấu hình đã cố định, muốn thay đổi thì "
            "đề nghị mở đợt mới với mã khác.",
            style="yellow",
            soft_wrap=True,
            highlight=False,
        )
