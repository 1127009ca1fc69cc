"""``cchc round``: give units time, open and close rounds, see how a unit stands."""

from typing import Annotated

import typer

from deployments.cli.console import print_lines, with_confirmation
from deployments.cli.options import (
    ByOption,
    FormOption,
    OpenCampaign,
    ReasonOption,
    YesOption,
)
from models.domain.campaign import Campaign, Form
from models.domain.errors import RuleViolation

app = typer.Typer(no_args_is_help=True, help="Đợt nhận bài: gia hạn, mở khóa, khóa, xem.")

UnitArgument = Annotated[str, typer.Argument(help="Mã đơn vị, ví dụ 18496.", metavar="ĐƠN_VỊ")]
MaybeUnit = Annotated[
    str, typer.Argument(help="Mã đơn vị; bỏ trống khi dùng --all.", metavar="ĐƠN_VỊ")
]
UNTIL = "Đến hết ngày (2021-11-12) hoặc giờ (“2021-11-12 17:00”)."


@app.command("extend")
def extend(
    workspace: OpenCampaign,
    until: Annotated[str, typer.Option(help=UNTIL)],
    reason: ReasonOption,
    by: ByOption,
    unit: MaybeUnit = "",
    everyone: Annotated[bool, typer.Option("--all", help="Mọi đơn vị phải nộp biểu này.")] = False,
    form: FormOption = None,
    yes: YesOption = False,
) -> None:
    """Gia hạn cho một đơn vị hoặc mọi đơn vị, báo cho họ và ghi nhật ký."""
    from tasks.inbox.round_changes import extend_round, extension_notes
    from tasks.notify.plan.bulk_confirmation import bulk_guard

    campaign = workspace.campaign
    if bool(unit) is everyone:
        raise RuleViolation("Đề nghị ghi mã một đơn vị, hoặc --all cho mọi đơn vị.", campaign.id)
    wanted = _form(campaign, unit, form)
    given = with_confirmation(
        lambda yes: extend_round(
            campaign.id, wanted, unit, until, by, reason, bulk_guard(campaign.id, yes)
        ),
        yes,
    )
    told = "; ".join(given) if unit or len(given) <= MOST_NAMES else f"{len(given)} đơn vị"
    print_lines(
        f"Đã gia hạn: {told}." if given else "Các đơn vị đã có thời hạn này, không thay đổi gì."
    )
    print_lines(*(f"Lưu ý: {line}" for line in extension_notes(campaign.id, wanted, until)))


MOST_NAMES = 5


@app.command("unlock")
def unlock(
    workspace: OpenCampaign,
    unit: UnitArgument,
    reason: ReasonOption,
    by: ByOption,
    until: Annotated[
        str, typer.Option(help=f"{UNTIL} Bỏ trống: đến khi khóa lại hoặc kết quả được phê duyệt.")
    ] = "",
    form: FormOption = None,
) -> None:
    """Mở khóa nhận bài cho một đơn vị; thời hạn giữ nguyên nên nộp sau hạn vẫn là muộn."""
    from tasks.inbox.round_changes import unlock_unit

    campaign = workspace.campaign
    unlock_unit(campaign.id, _form(campaign, unit, form), unit, until, by, reason)
    print_lines(f"Đã mở khóa cho {campaign.unit(unit).name}.")


@app.command("lock")
def lock(
    workspace: OpenCampaign,
    unit: UnitArgument,
    reason: ReasonOption,
    by: ByOption,
    form: FormOption = None,
) -> None:
    """Khóa lại trước khi hết phần gia hạn hoặc mở khóa của một đơn vị."""
    from tasks.inbox.round_changes import lock_unit

    campaign = workspace.campaign
    lock_unit(campaign.id, _form(campaign, unit, form), unit, by, reason)
    print_lines(f"Đã khóa nhận bài của {campaign.unit(unit).name}.")


@app.command("show")
def show_rounds(workspace: OpenCampaign, unit: MaybeUnit = "", form: FormOption = None) -> None:
    """Xem thời hạn và tình trạng của mọi đơn vị, hoặc toàn bộ lịch sử của một đơn vị."""
    from tasks.inbox.status_lines import round_lines, submission_history_lines

    campaign = workspace.campaign
    wanted = _form(campaign, unit, form)
    lines = (
        submission_history_lines(campaign.id, wanted, unit)
        if unit
        else round_lines(campaign.id, wanted)
    )
    print_lines(*lines)


def _form(campaign: Campaign, unit: str, form: Form | None) -> Form:
    """The form that was named, or the one by which the unit scores itself; all: the communes'."""
    return form or (campaign.form_of(unit) if campaign.find_unit(unit) else Form.COMMUNE)
