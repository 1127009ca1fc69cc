"""Commands for council members and for the enrolment of one-time codes."""

from typing import Annotated

import typer

from deployments.cli.console import plain_console
from deployments.cli.options import OpenCampaign
from models.domain.gate.records import GateKey, Verdict
from models.domain.gate.refusals import no_request
from models.domain.people.contact_rules import contact_in_post
from models.domain.stages import Body, StageName


def enrol(
    workspace: OpenCampaign,
    person: Annotated[str, typer.Argument(help="Mã người, ví dụ chairman.", metavar="NGƯỜI")],
) -> None:
    """In địa chỉ để đăng ký ứng dụng xác thực của một người có thẩm quyền."""
    from tasks.gates.codes import enrolment

    contact = contact_in_post(workspace.campaign, person)
    plain_console().print(
        "Nhập địa chỉ này vào ứng dụng xác thực của đồng chí, không gửi cho ai khác:"
    )
    plain_console().print(
        enrolment(workspace.settings, workspace.campaign, contact), soft_wrap=True
    )


def vote(
    workspace: OpenCampaign,
    stage: Annotated[StageName, typer.Argument(help="Bước, ví dụ results.", metavar="BƯỚC")],
    code: Annotated[str, typer.Option(prompt="Mã xác nhận", help="Mã dùng một lần 6 chữ số.")],
    returned: Annotated[bool, typer.Option("--return", help="Bỏ phiếu trả lại.")] = False,
    opinion: Annotated[str, typer.Option(help="Ý kiến; bắt buộc khi trả lại.")] = "",
) -> None:
    """Bỏ phiếu của một thành viên Hội đồng cho hồ sơ đang trình."""
    from tasks.gates.votes import cast_vote

    with workspace.read() as uow:
        request = uow.gates.latest(stage, Body.COUNCIL)
    if request is None:
        raise no_request(GateKey(stage=stage, body=Body.COUNCIL, round=1))
    gate = request.key
    verdict = Verdict.RETURN if returned else Verdict.APPROVE
    member = cast_vote(workspace.campaign.id, gate, verdict, opinion, code)
    plain_console().print(f"Đã ghi phiếu của {member}: {verdict.words.lower()} ({gate}).")
