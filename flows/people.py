"""What operators do about people by a form of the Prefect UI: correct one, record a successor.

Each does at once what the commands ``cchc contacts set`` and ``cchc contacts leave`` do.
"""

from typing import Annotated

from prefect import Flow, State, flow

from flows.names import CORRECTING, REPLACING, RUN_NAME, CampaignId, form_field
from flows.operators import Operator, answered
from models.domain.people.contact_rules import ContactEdit
from tasks.contacts.change import correct, leave

NOTHING = "-"
"""What is typed into a field of the form to take an address away."""

Person = Annotated[
    str,
    form_field("Mã người", "Xem ở lệnh cchc contacts list, ví dụ 18496.officer.", min_length=1),
]
Why = Annotated[
    str,
    form_field(
        "Lý do",
        "Ghi vào nhật ký, ví dụ số văn bản, ngày điện thoại.",
        min_length=1,
        max_length=2000,
    ),
]
Title = Annotated[
    str,
    form_field("Chức danh", "Như trong văn bản; bỏ trống: giữ nguyên. Người mới phải có."),
]
Email = Annotated[
    str,
    form_field("Thư điện tử", "Bỏ trống: giữ nguyên. Người mới phải có."),
]
Phone = Annotated[
    str,
    form_field("Số điện thoại", "Bỏ trống: giữ nguyên; ghi dấu - để bỏ."),
]
Zalo = Annotated[
    str,
    form_field("Mã người quan tâm trên Zalo", "Bỏ trống: giữ nguyên; ghi dấu - để bỏ."),
]
Successor = Annotated[
    str,
    form_field(
        "Mã người thay",
        "Người đang cùng vị trí, hoặc mã mới kèm thông tin bên dưới; bỏ trống: chưa có ai.",
    ),
]


@flow(name=CORRECTING, flow_run_name=RUN_NAME)
def correcting(
    campaign: CampaignId,
    person: Person,
    reason: Why,
    by: Operator,
    email: Email = "",
    phone: Phone = "",
    zalo: Zalo = "",
    title: Title = "",
) -> State[None] | None:
    """Sửa địa chỉ, chức danh của một người; tin trước đây bị trả lại được gửi lại."""
    edit = _edit(title, email, phone, zalo)
    return answered(campaign, lambda: correct(campaign, person.strip(), edit, by.strip(), reason))


@flow(name=REPLACING, flow_run_name=RUN_NAME)
def replacing(
    campaign: CampaignId,
    person: Person,
    reason: Why,
    by: Operator,
    successor: Successor = "",
    title: Title = "",
    email: Email = "",
    phone: Phone = "",
    zalo: Zalo = "",
) -> State[None] | None:
    """Ghi nhận một người thôi nhiệm vụ và người thay; tin đang chờ chuyển cho người thay."""
    edit, who = _edit(title, email, phone, zalo), successor.strip()
    return answered(
        campaign, lambda: leave(campaign, person.strip(), who, edit, by.strip(), reason)
    )


def _edit(title: str, email: str, phone: str, zalo: str) -> ContactEdit:
    given = {"title": title, "email": email, "phone": phone, "zalo": zalo}
    typed = {name: text.strip() for name, text in given.items() if text.strip()}
    return ContactEdit(**{n: "" if text == NOTHING else text for n, text in typed.items()})


PEOPLE_FLOWS: tuple[Flow[..., State[None] | None], ...] = (correcting, replacing)
"""Flows about people that only people start."""
