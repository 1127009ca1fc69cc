"""``cchc reminders``: who would be reminded of what, before anything is sent."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.settings import Settings
from deployments.cli.console import print_lines

if TYPE_CHECKING:
    from models.domain.campaign import Campaign
    from tasks.notify.plan.outlook import Planned

app = typer.Typer(no_args_is_help=True, help="Lịch nhắc việc: ai nhận gì, ngày nào, qua kênh nào.")


@app.callback()
def group() -> None:
    """Lịch nhắc việc: ai nhận gì, ngày nào, qua kênh nào."""


@app.command("plan")
def show_plan(
    campaign: Annotated[str, typer.Option(help="Mã đợt đánh giá.", metavar="ĐỢT")],
    first: Annotated[
        datetime | None,
        typer.Option(
            "--from",
            formats=["%Y-%m-%d", "%d/%m/%Y"],
            metavar="NGÀY",
            help="Từ ngày; bỏ trống: hôm nay, hoặc ngày đầu của đợt chưa mở.",
        ),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option(
            "--to",
            formats=["%Y-%m-%d", "%d/%m/%Y"],
            metavar="NGÀY",
            help="Đến hết ngày; bỏ trống: ngày cuối của đợt.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON cho máy đọc.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Ghi lịch cả đợt thành trang HTML để xem và in.")
    ] = None,
) -> None:
    """Xem ai sẽ nhận gì, ngày nào, qua kênh nào và tốn bao nhiêu nếu không đơn vị nào gửi thêm."""
    begin, end = (moment.date() if moment else None for moment in (first, last))
    found, lines = _planned(campaign, begin, end)
    if as_json:
        typer.echo(json.dumps([_as_json(line) for line in lines], ensure_ascii=False, indent=1))
        return
    if html is not None:
        from tasks.notify.plan.calendar_page import calendar_page

        html.write_text(calendar_page(found, lines), encoding="utf-8")
        print_lines(f"Đã ghi {html} ({len(lines)} tin).")
        return
    print_lines(*_text(found, lines))


def _planned(
    campaign: str, first: date | None, last: date | None
) -> tuple[Campaign, tuple[Planned, ...]]:
    """The outlook of an open campaign, or of one that is only configured."""
    from config.loaders import load_campaign
    from config.workspace import open_workspace, store_at
    from deployments.bootstrap import is_open
    from deployments.migrations.run import migrate
    from models.domain.messages.mode import Mode
    from tasks.notify.channels.registry import choose_channels
    from tasks.notify.dispatch.send_due import dispatch_context
    from tasks.notify.plan.outlook import days_of, first_outlook, outlook
    from tasks.notify.settings import notify_settings

    settings = Settings()
    migrate(settings.database)
    if not is_open(store_at(settings.database), campaign):
        found = load_campaign(campaign, settings.config_dir)
        begins, ends = days_of(found)
        channels = choose_channels(Mode.SANDBOX, notify_settings(settings, found), found)
        return found, first_outlook(found, channels, first or begins, last or ends)
    workspace = open_workspace(campaign, settings)
    begins, ends = workspace.now().date(), days_of(workspace.campaign)[1]
    channels = dispatch_context(workspace).channels
    return workspace.campaign, outlook(workspace, channels, first or begins, last or ends)


def _as_json(line: Planned) -> dict[str, str]:
    return {
        "at": line.at.isoformat(),
        "person": line.person,
        "unit": line.unit,
        "purpose": str(line.purpose),
        "channel": line.channel,
        "template": line.template,
    }


def _text(campaign: Campaign, lines: tuple[Planned, ...]) -> list[str]:
    """One line a message under the day it is for, and the sum at the end."""
    from models.domain.messages.channels import channel_words
    from models.domain.messages.purposes import MESSAGES
    from tasks.notify.plan.outlook import total

    text, day = [], None
    for line in lines:
        if day != line.at.date():
            day = line.at.date()
            text.append(f"{day:%d/%m/%Y}")
        who = campaign.contact(line.person).title
        unit = campaign.find_unit(line.unit)
        whose = f", {unit.name}" if unit and unit.name.lower() not in who.lower() else ""
        way = channel_words(line.channel) or "CHƯA CÓ KÊNH NÀO"
        text.append(f"  {line.at:%H:%M}  {MESSAGES[line.purpose].words}: {who}{whose} ({way})")
    costs = f"{total(lines):,}".replace(",", ".")
    return [*text, f"Tổng số {len(lines)} tin, chi phí {costs} đồng."]
