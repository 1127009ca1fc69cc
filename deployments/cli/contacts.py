"""``cchc contacts``: the people of an open campaign, and what changes about them."""

from typing import Annotated

import typer

from deployments.cli.console import print_lines
from deployments.cli.options import AuditReasonOption, ByOption, OpenCampaignId
from models.domain.people.contact_rules import ContactEdit, typed_addresses
from models.domain.units import Position

app = typer.Typer(
    no_args_is_help=True, help="Người liên hệ của đợt: xem, sửa, ghi nhận thôi nhiệm vụ, bổ sung."
)

PersonArgument = Annotated[str, typer.Argument(help="Mã người, xem ở lệnh list.", metavar="NGƯỜI")]
TitleOption = Annotated[str | None, typer.Option(help="Chức danh như trong văn bản.")]
EmailOption = Annotated[str | None, typer.Option(help="Thư điện tử.")]
PhoneOption = Annotated[str | None, typer.Option(help="Số điện thoại; ghi '' để bỏ.")]
ZaloOption = Annotated[str | None, typer.Option(help="Mã người quan tâm trên Zalo; ghi '' để bỏ.")]
WaysOption = Annotated[
    list[str] | None,
    typer.Option("--way", help="Địa chỉ trên kênh khác; TÊN= để bỏ.", metavar="TÊN=ĐỊA_CHỈ"),
]


@app.command("list")
def list_contacts(
    campaign: OpenCampaignId,
    unit: Annotated[str, typer.Option(help="Chỉ người của đơn vị này (mã đơn vị).")] = "",
    former: Annotated[bool, typer.Option("--all", help="Cả người đã thôi nhiệm vụ.")] = False,
) -> None:
    """Liệt kê người liên hệ đương chức; số điện thoại được che bớt."""
    from tasks.contacts.lines import contact_lines

    print_lines(*contact_lines(campaign, unit, former))


@app.command("show")
def show_contact(campaign: OpenCampaignId, person: PersonArgument) -> None:
    """Xem một người khi mở đợt ra sao và đã thay đổi những gì, ai sửa, vì sao."""
    from tasks.contacts.lines import contact_history_lines

    print_lines(*contact_history_lines(campaign, person))


@app.command("set")
def set_contact(
    campaign: OpenCampaignId,
    person: PersonArgument,
    by: ByOption,
    reason: AuditReasonOption,
    title: TitleOption = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    zalo: ZaloOption = None,
    way: WaysOption = None,
) -> None:
    """Sửa chức danh, địa chỉ, số điện thoại, Zalo của một người; tin từng bị trả được gửi lại."""
    from tasks.contacts.change import correct

    print_lines(*correct(campaign, person, _edit(title, email, phone, zalo, way), by, reason))


@app.command("leave")
def record_leave(
    campaign: OpenCampaignId,
    person: PersonArgument,
    by: ByOption,
    reason: AuditReasonOption,
    successor: Annotated[
        str, typer.Option(help="Mã người thay: người đang cùng vị trí, hoặc mã mới.")
    ] = "",
    title: TitleOption = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    zalo: ZaloOption = None,
    way: WaysOption = None,
) -> None:
    """Ghi nhận một người thôi nhiệm vụ và người thay; thông tin ghi kèm là của người thay."""
    from tasks.contacts.change import leave

    edit = _edit(title, email, phone, zalo, way)
    print_lines(*leave(campaign, person, successor, edit, by, reason))


@app.command("add")
def add_contact(
    campaign: OpenCampaignId,
    person: Annotated[str, typer.Argument(help="Mã mới, chưa ai dùng.", metavar="NGƯỜI")],
    position: Annotated[Position, typer.Option(help="Vị trí.")],
    title: Annotated[str, typer.Option(help="Chức danh như trong văn bản.")],
    email: Annotated[str, typer.Option(help="Thư điện tử.")],
    by: ByOption,
    reason: AuditReasonOption,
    unit: Annotated[str, typer.Option(help="Mã đơn vị; bỏ trống: của cơ quan chủ trì.")] = "",
    phone: PhoneOption = None,
    zalo: ZaloOption = None,
    way: WaysOption = None,
) -> None:
    """Bổ sung một người liên hệ vào đợt đang chạy."""
    from tasks.contacts.change import add

    edit = _edit(title, email, phone, zalo, way)
    print_lines(*add(campaign, person, position, unit, edit, by, reason))


def _edit(
    title: str | None,
    email: str | None,
    phone: str | None,
    zalo: str | None,
    way: list[str] | None,
) -> ContactEdit:
    return ContactEdit(
        title=title, email=email, phone=phone, zalo=zalo, ways=typed_addresses(way or ())
    )
