"""``cchc explanation``: who lost points in the appraisal, and asking them to explain."""

from __future__ import annotations

from typing import Annotated

import typer

from config.settings import Settings
from deployments.cli.confirmed import confirmed
from deployments.cli.console import plain
from deployments.cli.context import find_campaign
from deployments.cli.options import ByOption, CampaignArgument, YesOption

app = typer.Typer(
    no_args_is_help=True, help="Giải trình nội dung bị giảm điểm khi thẩm định: xem, đề nghị."
)
MaybeUnit = Annotated[
    str, typer.Argument(help="Mã xã, ví dụ 18496; bỏ trống: mọi xã.", metavar="XÃ")
]


@app.command("list")
def list_(campaign: CampaignArgument, unit: MaybeUnit = "") -> None:
    """Xem xã nào bị giảm điểm, đã đề nghị giải trình chưa; ghi mã xã để xem từng nội dung."""
    from tasks.explanations.status_lines import explanation_lines, unit_lines

    find_campaign(campaign, Settings())
    for line in unit_lines(campaign, unit) if unit else explanation_lines(campaign):
        plain().print(line, soft_wrap=True, highlight=False)


@app.command()
def ask(
    campaign: CampaignArgument,
    until: Annotated[
        str, typer.Option(help="Hạn: hết ngày (2021-11-19) hoặc giờ (“2021-11-19 17:00”).")
    ],
    by: ByOption,
    unit: MaybeUnit = "",
    yes: YesOption = False,
) -> None:
    """Đề nghị giải trình nội dung bị giảm điểm; nội dung đã đề nghị thì không gửi lại."""
    from tasks.explanations.operator_actions import ask_by_hand
    from tasks.notify.plan.bulk_confirmation import asking

    find_campaign(campaign, Settings())
    asked = confirmed(lambda yes: ask_by_hand(campaign, unit, until, by, asking(yes)), yes)
    told = (
        f"Đã đề nghị giải trình: {'; '.join(asked)}."
        if asked
        else "Không có nội dung bị giảm điểm nào chưa được đề nghị giải trình, không gửi gì."
    )
    plain().print(told, soft_wrap=True, highlight=False)
