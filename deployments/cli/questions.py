"""``cchc question``: what units asked, and the answers."""

from __future__ import annotations

from typing import Annotated

import typer

from config.settings import Settings
from deployments.cli.console import plain
from deployments.cli.context import find_campaign
from deployments.cli.options import ByOption, CampaignArgument, FormOption

app = typer.Typer(no_args_is_help=True, help="Câu hỏi, vướng mắc của đơn vị: xem, trả lời.")


@app.command("list")
def list_(
    campaign: CampaignArgument,
    everything: Annotated[
        bool, typer.Option("--all", help="Cả câu hỏi đã trả lời và lời nhắn kèm hồ sơ.")
    ] = False,
) -> None:
    """Liệt kê câu hỏi chờ trả lời, cũ nhất trước."""
    from tasks.inbox.status_lines import question_lines

    find_campaign(campaign, Settings())
    for line in question_lines(campaign, everything):
        plain().print(line, soft_wrap=True, highlight=False)


@app.command()
def answer(
    campaign: CampaignArgument,
    unit: Annotated[str, typer.Argument(help="Mã đơn vị, ví dụ 18496.", metavar="ĐƠN_VỊ")],
    text: Annotated[str, typer.Option(help="Nội dung trả lời.")],
    by: ByOption,
    number: Annotated[
        int | None,
        typer.Option(min=1, help="Câu hỏi, lời nhắn số mấy; bỏ trống: câu hỏi cũ nhất còn chờ."),
    ] = None,
    form: FormOption = None,
) -> None:
    """Trả lời một câu hỏi; câu trả lời được gửi cho đơn vị và lưu lại."""
    from tasks.inbox.answers import answer_question

    workspace = find_campaign(campaign, Settings())
    wanted = form or workspace.campaign.form_of(unit)
    asked = answer_question(campaign, wanted, unit, text, by, number)
    if asked.answer is None:
        told = f"Đã trả lời {asked.words} của đơn vị {unit}."
    else:
        told = (
            f"{asked.words.capitalize()} đã được trả lời đúng như vậy từ trước, không gửi lại. "
            "Muốn trả lời câu khác thì đề nghị ghi --number."
        )
    plain().print(told, soft_wrap=True, highlight=False)
