"""``cchc link``: look at, renew and revoke the personal links to the upload page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.console import print_lines
from deployments.cli.options import HomeOption, OpenCampaign
from models.domain.campaign import Form
from models.domain.deadlines import HANOI
from models.domain.errors import NotFound, RuleViolation
from models.domain.people.links import LinkEnding, LinkStatus, PersonalLink, link_status
from models.domain.units import Contact, Position, Unit

if TYPE_CHECKING:
    from config.workspace import Workspace

_ACTOR = "operator"
app = typer.Typer(no_args_is_help=True, help="Liên kết nộp bảng của các đơn vị.")
LinkUnitArgument = Annotated[str, typer.Argument(help="Mã đơn vị.", metavar="ĐƠN-VỊ")]
LinkForm = Annotated[
    Form | None, typer.Option(help="Biểu: commune, authority, appraisal; bỏ trống: mọi biểu.")
]


@app.command("show")
def show_links(workspace: OpenCampaign, unit: LinkUnitArgument, _home: HomeOption = None) -> None:
    """Liệt kê liên kết của một đơn vị: của ai, đã mở chưa, còn hiệu lực không."""
    from tasks.signed.links import expires_at

    owner, now = _unit(workspace, unit), workspace.now()
    with workspace.read() as uow:
        lines = [
            _line(workspace, link, link_status(link, expires_at(workspace, uow, link), now))
            for link in uow.links.of_unit(owner.code)
        ]
    print_lines(*(lines or [f"{owner.name} chưa có liên kết nào."]))


@app.command("new")
def new_links(
    workspace: OpenCampaign,
    unit: LinkUnitArgument,
    form: LinkForm = None,
    shown: Annotated[bool, typer.Option("--print", help="In liên kết ra thay vì gửi thư.")] = False,
    _home: HomeOption = None,
) -> None:
    """Tạo liên kết mới cho cán bộ của đơn vị và gửi tới hộp thư đã đăng ký."""
    owner = _unit(workspace, unit)
    if not workspace.settings.portal_url:
        raise RuleViolation("Chưa đặt CCHC_PORTAL_URL. Đề nghị đặt địa chỉ trang nộp bảng trước.")
    for each in [form] if form else _forms(workspace, owner):
        for person in workspace.campaign.contacts_of(owner.code, Position.OFFICER):
            print_lines(_renewed(workspace, each, person, shown))


@app.command("revoke")
def revoke_links(
    workspace: OpenCampaign,
    unit: LinkUnitArgument,
    form: LinkForm = None,
    _home: HomeOption = None,
) -> None:
    """Thu hồi mọi liên kết còn hiệu lực của đơn vị; ai đang mở trang cũng hết quyền ngay."""
    owner = _unit(workspace, unit)
    with workspace.change(_ACTOR) as uow:
        wanted = [link for link in uow.links.of_unit(owner.code) if form in (None, link.form)]
        count = sum(uow.links.revoke(link.id) for link in wanted)
    print_lines(f"Đã thu hồi {count} liên kết của {owner.name}.")


def _renewed(workspace: Workspace, form: Form, person: Contact, shown: bool) -> str:
    from tasks.signed.links import address_of, issue, send_link

    with workspace.change(_ACTOR) as uow:
        if shown:
            return f"{person.title}: {address_of(workspace, issue(workspace, uow, form, person))}"
        send_link(workspace, uow, form, person)
    return f"Đã xếp thư gửi liên kết mới tới {person.title} ({person.email})."


def _line(workspace: Workspace, link: PersonalLink, now: LinkStatus) -> str:
    person = workspace.campaign.contact(link.person)
    words = {
        LinkStatus.UNCLAIMED: "chưa mở",
        LinkStatus.CLAIMED: f"đã mở lúc {_moment(link)}",
        LinkStatus.EXPIRED: "đã hết hạn",
        LinkStatus.ENDED: "đã thu hồi" if link.ending is LinkEnding.REVOKED else "đã được thay",
    }
    issued = f"{link.issued_at.astimezone(HANOI):%H:%M %d/%m/%Y}"
    return f"{link.form.words}; {person.title}; tạo lúc {issued}; {words[now]}"


def _moment(link: PersonalLink) -> str:
    return f"{link.claimed_at.astimezone(HANOI):%H:%M %d/%m/%Y}" if link.claimed_at else ""


def _unit(workspace: Workspace, code: str) -> Unit:
    unit = workspace.campaign.find_unit(code)
    if unit is None:
        raise NotFound(f"Đợt {workspace.campaign.id} không có đơn vị mang mã “{code}”.", code)
    return unit


def _forms(workspace: Workspace, unit: Unit) -> Iterable[Form]:
    return [form for form in Form if workspace.campaign.owes(unit, form)]
