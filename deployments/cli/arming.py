"""``cchc arm`` and ``cchc disarm``: whether people may be reached from this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from config.settings import Settings
from deployments.cli.console import plain
from deployments.cli.context import find_campaign
from deployments.cli.options import ByOption, CampaignArgument, ReasonOption
from models.domain.errors import RuleViolation


def arm(
    campaign: CampaignArgument,
    by: ByOption,
    reason: ReasonOption,
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")] = False,
) -> None:
    """Cho phép gửi thật (chế độ team hoặc live) từ máy này; khôi phục sao lưu thì phải làm lại."""
    from config.arming import arm as arm_here
    from config.arming import put_seal, this_host
    from models.domain.collection.round_changes import check_operator
    from models.domain.messages.mode import Mode

    settings = Settings()
    workspace = find_campaign(campaign, settings)
    check_operator(workspace.campaign, by)
    with workspace.read() as uow:
        mode = uow.campaigns.mode()
    if not mode.sends or mode != settings.mode:
        raise RuleViolation(
            f"Đợt mở ở chế độ {mode}, biến CCHC_MODE là {settings.mode}: hai nơi phải cùng là team "
            "hoặc cùng là live thì mới gửi thật được.",
            campaign,
        )
    people = len(workspace.campaign.contacts) if mode is Mode.LIVE else len(settings.allow_list)
    asked = f"Chế độ {mode}: từ máy {this_host()} có thể gửi thật cho {people} người. Tiếp tục?"
    if not yes and not typer.confirm(asked):
        raise typer.Abort
    with workspace.change(by) as uow:
        arm_here(uow, reason)
    put_seal(workspace.store, campaign, settings)
    plain().print(f"Đã cho phép gửi thật từ máy {this_host()}.", soft_wrap=True, highlight=False)


def disarm(campaign: CampaignArgument, by: ByOption, reason: ReasonOption) -> None:
    """Dừng mọi việc gửi thật ngay; tin chờ gửi được giữ lại đến khi cho phép gửi lại."""
    from models.domain.collection.round_changes import check_operator

    workspace = find_campaign(campaign, Settings())
    check_operator(workspace.campaign, by)
    with workspace.change(by) as uow:
        was = uow.arming.clear(reason)
    told = "Đã dừng gửi thật." if was else "Đợt này vốn không được phép gửi thật."
    plain().print(told, soft_wrap=True, highlight=False)
