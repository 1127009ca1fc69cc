"""``cchc messages``: what became of each message, and what an operator can do about it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from config.settings import Settings
from deployments.cli.console import plain
from deployments.cli.context import find_campaign
from deployments.cli.options import ByOption, CampaignArgument
from models.domain.messages.message import Purpose
from models.domain.messages.transmission import MessageState

app = typer.Typer(no_args_is_help=True, help="Tin nhắn: xem, gửi lại, hủy, xác nhận đã đến.")

Number = Annotated[int, typer.Argument(help="Số của tin, xem ở lệnh list.", metavar="SỐ", min=1)]
Reason = Annotated[str, typer.Option(help="Lý do, ghi vào nhật ký.")]


@app.command("list")
def list_(
    campaign: CampaignArgument,
    state: Annotated[
        list[MessageState] | None,
        typer.Option(help="Chỉ tin ở trạng thái này; bỏ trống: tin cần xem lại."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Tin ở mọi trạng thái.")] = False,
    person: Annotated[str, typer.Option(help="Chỉ tin gửi người này (mã người nhận).")] = "",
    most: Annotated[int, typer.Option(min=1, help="Nhiều nhất bao nhiêu tin.")] = 50,
) -> None:
    """Liệt kê tin, mặc định là tin không gửi được, hết hiệu lực hoặc chưa rõ đã đến hay chưa."""
    from tasks.notify.operator.lines import message_lines

    find_campaign(campaign, Settings())
    wanted = list(MessageState) if everything else state or []
    _print(message_lines(campaign, wanted, person, most))


@app.command()
def events(
    campaign: CampaignArgument,
    unmatched: Annotated[
        bool, typer.Option("--unmatched", help="Chỉ báo nhận không khớp với tin nào.")
    ] = False,
    most: Annotated[int, typer.Option(min=1, help="Nhiều nhất bao nhiêu báo nhận.")] = 50,
) -> None:
    """Liệt kê điều Zalo đã báo về tin nhắn; số điện thoại được che bớt."""
    from tasks.notify.operator.event_lines import event_lines

    find_campaign(campaign, Settings())
    _print(event_lines(campaign, unmatched, most))


@app.command()
def show(campaign: CampaignArgument, number: Number) -> None:
    """Xem một tin: nội dung gì, cho ai, đã đi những kênh nào, điều gì đã xảy ra."""
    from tasks.notify.operator.lines import story_lines

    find_campaign(campaign, Settings())
    _print(story_lines(campaign, number))


@app.command()
def resend(campaign: CampaignArgument, number: Number, by: ByOption, reason: Reason) -> None:
    """Gửi lại một tin qua mọi kênh của người nhận, bắt đầu từ kênh đầu tiên."""
    from tasks.notify.operator.operator_actions import resend as act

    find_campaign(campaign, Settings())
    act(campaign, number, by, reason)
    _print([f"Tin số {number} được gửi lại trong lượt gửi tới."])


@app.command()
def cancel(campaign: CampaignArgument, number: Number, by: ByOption, reason: Reason) -> None:
    """Hủy một tin còn chờ gửi."""
    from tasks.notify.operator.operator_actions import cancel as act

    find_campaign(campaign, Settings())
    act(campaign, number, by, reason)
    _print([f"Đã hủy tin số {number}."])


@app.command()
def confirm(
    campaign: CampaignArgument,
    number: Number,
    by: ByOption,
    reason: Reason,
    arrived: Annotated[
        bool, typer.Option("--arrived/--lost", help="Người nhận cho biết đã nhận hoặc chưa nhận.")
    ],
) -> None:
    """Ghi nhận điều người nhận cho biết về một tin chưa rõ đã đến hay chưa."""
    from tasks.notify.operator.operator_actions import confirm as act

    find_campaign(campaign, Settings())
    act(campaign, number, arrived, by, reason)
    told = "đã đến" if arrived else "không đến; có thể gửi lại (cchc messages resend)"
    _print([f"Đã ghi nhận tin số {number} {told}."])


@app.command()
def calls(
    campaign: CampaignArgument,
    out: Annotated[
        Path | None, typer.Option(help="Ghi ra tệp .xlsx hoặc .docx để in.", metavar="TỆP")
    ] = None,
) -> None:
    """Lập danh sách người cần gọi điện vì không kênh nào gửi được tin."""
    from tasks.calls.write import call_lines, write_calls

    workspace = find_campaign(campaign, Settings())
    if out is None:
        _print(call_lines(workspace))
        return
    count = write_calls(workspace, out)
    _print([f"Đã ghi {out}: {count} người cần gọi. Tệp có số điện thoại, dùng xong đề nghị xóa."])


@app.command()
def called(campaign: CampaignArgument, number: Number, by: ByOption, reason: Reason) -> None:
    """Ghi nhận đã gọi điện báo nội dung một tin cho người nhận."""
    from tasks.notify.operator.operator_actions import called as act

    find_campaign(campaign, Settings())
    act(campaign, number, by, reason)
    _print([f"Đã ghi nhận: đã gọi điện báo tin số {number}."])


@app.command()
def channel(campaign: CampaignArgument, name: str, by: ByOption, reason: Reason) -> None:
    """Mở lại một kênh đang tạm dừng và gửi ngay các tin chờ kênh đó."""
    from tasks.notify.operator.operator_actions import open_channel

    find_campaign(campaign, Settings())
    waiting = open_channel(campaign, name, by, reason)
    _print([f"Đã mở lại kênh {name}; {waiting} tin chờ kênh được thử lại trong lượt gửi tới."])


@app.command()
def preview(
    campaign: CampaignArgument,
    purpose: Annotated[Purpose, typer.Argument(help="Loại tin.", metavar="LOẠI")],
    way: Annotated[str, typer.Option("--channel", help="Kênh.")] = "email",
    person: Annotated[str, typer.Option(help="Người nhận; bỏ trống: cán bộ xã đầu tiên.")] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            help="Ghi ra tệp để mở xem: .html như người nhận thấy, .eml hoặc .json như khi gửi."
        ),
    ] = None,
) -> None:
    """Xem trước một loại tin với số liệu mẫu, đúng như người nhận sẽ thấy."""
    from tasks.notify.operator.preview import preview_lines

    workspace = find_campaign(campaign, Settings())
    _print(preview_lines(workspace, purpose, way, person, out))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        plain().print(line, soft_wrap=True, highlight=False)
