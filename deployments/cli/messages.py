"""``cchc messages``: what became of each message, and what an operator can do about it."""

from pathlib import Path
from typing import Annotated

import typer

from deployments.cli.console import print_lines
from deployments.cli.options import AuditReasonOption, ByOption, OpenCampaign, OpenCampaignId
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState

app = typer.Typer(no_args_is_help=True, help="Tin nhắn: xem, gửi lại, hủy, xác nhận đã đến.")

NumberArgument = Annotated[
    int, typer.Argument(help="Số của tin, xem ở lệnh list.", metavar="SỐ", min=1)
]


@app.command("list")
def list_messages(
    campaign: OpenCampaignId,
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

    wanted = list(MessageState) if everything else state or []
    print_lines(*message_lines(campaign, wanted, person, most))


@app.command("events")
def list_events(
    campaign: OpenCampaignId,
    unmatched: Annotated[
        bool, typer.Option("--unmatched", help="Chỉ báo nhận không khớp với tin nào.")
    ] = False,
    most: Annotated[int, typer.Option(min=1, help="Nhiều nhất bao nhiêu báo nhận.")] = 50,
) -> None:
    """Liệt kê điều Zalo đã báo về tin nhắn; số điện thoại được che bớt."""
    from tasks.notify.operator.lines import event_lines

    print_lines(*event_lines(campaign, unmatched, most))


@app.command("show")
def show_message(campaign: OpenCampaignId, number: NumberArgument) -> None:
    """Xem một tin: nội dung gì, cho ai, đã đi những kênh nào, điều gì đã xảy ra."""
    from tasks.notify.operator.lines import story_lines

    print_lines(*story_lines(campaign, number))


@app.command("resend")
def resend_message(
    campaign: OpenCampaignId, number: NumberArgument, by: ByOption, reason: AuditReasonOption
) -> None:
    """Gửi lại một tin qua mọi kênh của người nhận, bắt đầu từ kênh đầu tiên."""
    from tasks.notify.operator.operator_actions import resend

    resend(campaign, number, by, reason)
    print_lines(f"Tin số {number} được gửi lại trong lượt gửi tới.")


@app.command("cancel")
def cancel_message(
    campaign: OpenCampaignId, number: NumberArgument, by: ByOption, reason: AuditReasonOption
) -> None:
    """Hủy một tin còn chờ gửi."""
    from tasks.notify.operator.operator_actions import cancel

    cancel(campaign, number, by, reason)
    print_lines(f"Đã hủy tin số {number}.")


@app.command("confirm")
def confirm_arrival(
    campaign: OpenCampaignId,
    number: NumberArgument,
    by: ByOption,
    reason: AuditReasonOption,
    arrived: Annotated[
        bool, typer.Option("--arrived/--lost", help="Người nhận cho biết đã nhận hoặc chưa nhận.")
    ],
) -> None:
    """Ghi nhận điều người nhận cho biết về một tin chưa rõ đã đến hay chưa."""
    from tasks.notify.operator.operator_actions import confirm_received

    confirm_received(campaign, number, arrived, by, reason)
    told = "đã đến" if arrived else "không đến; có thể gửi lại (cchc messages resend)"
    print_lines(f"Đã ghi nhận tin số {number} {told}.")


@app.command("calls")
def list_calls(
    workspace: OpenCampaign,
    out: Annotated[
        Path | None, typer.Option(help="Ghi ra tệp .xlsx hoặc .docx để in.", metavar="TỆP")
    ] = None,
) -> None:
    """Lập danh sách người cần gọi điện vì không kênh nào gửi được tin."""
    from tasks.calls.write import call_lines, write_calls

    if out is None:
        print_lines(*call_lines(workspace))
        return
    count = write_calls(workspace, out)
    print_lines(
        f"Đã ghi {out}: {count} người cần gọi. Tệp có số điện thoại, dùng xong đề nghị xóa."
    )


@app.command("called")
def note_called(
    campaign: OpenCampaignId, number: NumberArgument, by: ByOption, reason: AuditReasonOption
) -> None:
    """Ghi nhận đã gọi điện báo nội dung một tin cho người nhận."""
    from tasks.notify.operator.operator_actions import called

    called(campaign, number, by, reason)
    print_lines(f"Đã ghi nhận: đã gọi điện báo tin số {number}.")


@app.command("channel")
def reopen_channel(
    campaign: OpenCampaignId, name: str, by: ByOption, reason: AuditReasonOption
) -> None:
    """Mở lại một kênh đang tạm dừng và gửi ngay các tin chờ kênh đó."""
    from tasks.notify.operator.operator_actions import open_channel

    waiting = open_channel(campaign, name, by, reason)
    print_lines(f"Đã mở lại kênh {name}; {waiting} tin chờ kênh được thử lại trong lượt gửi tới.")


@app.command("preview")
def preview_message(
    workspace: OpenCampaign,
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

    print_lines(*preview_lines(workspace, purpose, way, person, out))
