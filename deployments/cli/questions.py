"""``cchc question`` and ``cchc explanation``: what units ask, and what they are to explain."""

from typing import Annotated

import typer

from deployments.cli.console import print_lines, with_confirmation
from deployments.cli.options import ByOption, FormOption, OpenCampaign, OpenCampaignId, YesOption

questions = typer.Typer(no_args_is_help=True, help="Câu hỏi, vướng mắc của đơn vị: xem, trả lời.")
explanations = typer.Typer(
    no_args_is_help=True, help="Giải trình nội dung bị giảm điểm khi thẩm định: xem, đề nghị."
)
MaybeCommune = Annotated[
    str, typer.Argument(help="Mã xã, ví dụ 18496; bỏ trống: mọi xã.", metavar="XÃ")
]


@questions.command("list")
def list_questions(
    campaign: OpenCampaignId,
    everything: Annotated[
        bool, typer.Option("--all", help="Cả câu hỏi đã trả lời và lời nhắn kèm hồ sơ.")
    ] = False,
) -> None:
    """Liệt kê câu hỏi chờ trả lời, cũ nhất trước."""
    from tasks.inbox.status_lines import question_lines

    print_lines(*question_lines(campaign, everything))


@questions.command("answer")
def answer_unit(
    workspace: OpenCampaign,
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
    from tasks.inbox.questions import answer_question

    campaign = workspace.campaign
    wanted = form or campaign.form_of(unit)
    asked = answer_question(campaign.id, wanted, unit, text, by, number)
    if asked.answer is None:
        words = f"Đã trả lời {asked.words} của đơn vị {unit}."
    else:
        words = (
            f"{asked.words.capitalize()} đã được trả lời đúng như vậy từ trước, không gửi lại. "
            "Muốn trả lời câu khác thì đề nghị ghi --number."
        )
    print_lines(words)


@explanations.command("list")
def list_explanations(campaign: OpenCampaignId, unit: MaybeCommune = "") -> None:
    """Xem xã nào bị giảm điểm, đã đề nghị giải trình chưa; ghi mã xã để xem từng nội dung."""
    from tasks.explanations.reductions import explanation_lines, unit_lines

    print_lines(*(unit_lines(campaign, unit) if unit else explanation_lines(campaign)))


@explanations.command("ask")
def ask_for_explanations(
    campaign: OpenCampaignId,
    until: Annotated[
        str, typer.Option(help="Hạn: hết ngày (2021-11-19) hoặc giờ (“2021-11-19 17:00”).")
    ],
    by: ByOption,
    unit: MaybeCommune = "",
    yes: YesOption = False,
) -> None:
    """Đề nghị giải trình nội dung bị giảm điểm; nội dung đã đề nghị thì không gửi lại."""
    from tasks.explanations.operator_actions import ask_as_operator
    from tasks.notify.plan.bulk_confirmation import bulk_guard

    asked = with_confirmation(
        lambda yes: ask_as_operator(campaign, unit, until, by, bulk_guard(campaign, yes)), yes
    )
    print_lines(
        f"Đã đề nghị giải trình: {'; '.join(asked)}."
        if asked
        else "Không có nội dung bị giảm điểm nào chưa được đề nghị giải trình, không gửi gì."
    )
