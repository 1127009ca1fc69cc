"""What operators do by a form of the Prefect UI: give time, open a round again, answer, ask.

Each does at once what ``cchc round``, ``question`` and ``explanation`` do, and may be run twice.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from prefect import Flow, State, flow
from prefect.states import Failed

from flows.names import (
    ANSWERING,
    EXPLAINING,
    EXTENDING,
    RUN_NAME,
    UNLOCKING,
    CampaignId,
    form_field,
)
from models.domain.campaign import Form
from models.domain.errors import CchcError
from tasks.explanations.operator_actions import ask_as_operator
from tasks.inbox.questions import answer_question
from tasks.inbox.round_changes import extend_round, unlock_unit
from tasks.notify.dispatch.send_due import send_due_messages
from tasks.notify.plan.bulk_confirmation import bulk_guard
from tasks.screens.refresh import refresh_screens

FormChoice = Literal["Bảng tự chấm cấp xã", "Phần tự chấm của phòng, ban", "Phiếu thẩm định"]
FORM_BY_CHOICE: dict[str, Form] = {
    "Bảng tự chấm cấp xã": Form.COMMUNE,
    "Phần tự chấm của phòng, ban": Form.AUTHORITY,
    "Phiếu thẩm định": Form.APPRAISAL,
}

FormName = Annotated[FormChoice, form_field("Biểu", "Loại hồ sơ mà đơn vị phải nộp.")]
Operator = Annotated[
    str,
    form_field(
        "Người thực hiện",
        "Mã người vận hành của đợt, ví dụ operator-1; được ghi vào nhật ký.",
        min_length=1,
    ),
]
Reason = Annotated[
    str,
    form_field(
        "Lý do", "Ghi trong thư gửi đơn vị và trong nhật ký.", min_length=1, max_length=2000
    ),
]
UnitOrAll = Annotated[
    str,
    form_field("Đơn vị", "Mã đơn vị, ví dụ 18496; để trống: mọi đơn vị phải nộp biểu này."),
]
CommuneOrAll = Annotated[
    str,
    form_field(
        "Xã", "Mã xã, ví dụ 18496; để trống: mọi xã có nội dung bị giảm điểm chưa được đề nghị."
    ),
]
OneUnit = Annotated[str, form_field("Đơn vị", "Mã đơn vị, ví dụ 18496.", min_length=1)]
LastDay = Annotated[date, form_field("Đến hết ngày", "Kể cả ngày này, nếu không ghi giờ.")]
MaybeDay = Annotated[
    date | None,
    form_field(
        "Đến hết ngày", "Bỏ trống: mở đến khi khóa lại hoặc đến khi kết quả được phê duyệt."
    ),
]
Hour = Annotated[
    str,
    form_field("Giờ", "Ví dụ 17:00; bỏ trống: đến hết ngày.", pattern=r"^([0-9]{1,2}:[0-9]{2})?$"),
]
AnswerText = Annotated[
    str,
    form_field(
        "Nội dung trả lời", "Được gửi cho công chức của đơn vị.", min_length=1, max_length=5000
    ),
]
Number = Annotated[
    int | None,
    form_field("Câu hỏi số", "Bỏ trống: câu hỏi cũ nhất còn chờ trả lời.", ge=1),
]
Confirmed = Annotated[
    bool,
    form_field(
        "Xác nhận gửi nhiều tin",
        "Chọn khi gửi cho nhiều đơn vị; chưa chọn thì hệ thống cho biết số tin và chi phí.",
    ),
]


@flow(name=EXTENDING, flow_run_name=RUN_NAME)
def extending(
    campaign: CampaignId,
    form: FormName,
    until: LastDay,
    reason: Reason,
    by: Operator,
    unit: UnitOrAll = "",
    hour: Hour = "",
    confirmed: Confirmed = False,
) -> State[None] | None:
    """Gia hạn cho một đơn vị hoặc mọi đơn vị, gửi thư báo và ghi nhật ký."""
    end, code = _end(until, hour), unit.strip()
    guard = bulk_guard(campaign, confirmed)
    return answered(
        campaign,
        lambda: extend_round(campaign, FORM_BY_CHOICE[form], code, end, by.strip(), reason, guard),
    )


@flow(name=UNLOCKING, flow_run_name=RUN_NAME)
def unlocking(
    campaign: CampaignId,
    form: FormName,
    unit: OneUnit,
    reason: Reason,
    by: Operator,
    until: MaybeDay = None,
    hour: Hour = "",
) -> State[None] | None:
    """Mở khóa nhận bài cho một đơn vị; thời hạn giữ nguyên nên nộp sau hạn vẫn là muộn."""
    end, code = _end(until, hour) if until else "", unit.strip()
    return answered(
        campaign, lambda: unlock_unit(campaign, FORM_BY_CHOICE[form], code, end, by.strip(), reason)
    )


@flow(name=ANSWERING, flow_run_name=RUN_NAME)
def answering(
    campaign: CampaignId,
    form: FormName,
    unit: OneUnit,
    text: AnswerText,
    by: Operator,
    number: Number = None,
) -> State[None] | None:
    """Trả lời câu hỏi, vướng mắc của đơn vị; câu trả lời được gửi qua thư và lưu lại."""
    code = unit.strip()
    return answered(
        campaign,
        lambda: answer_question(campaign, FORM_BY_CHOICE[form], code, text, by.strip(), number),
    )


@flow(name=EXPLAINING, flow_run_name=RUN_NAME)
def explaining(
    campaign: CampaignId,
    until: LastDay,
    by: Operator,
    unit: CommuneOrAll = "",
    hour: Hour = "",
    confirmed: Confirmed = False,
) -> State[None] | None:
    """Đề nghị xã giải trình nội dung bị giảm điểm khi thẩm định; mỗi nội dung đề nghị một lần."""
    end, code = _end(until, hour), unit.strip()
    guard = bulk_guard(campaign, confirmed)
    return answered(campaign, lambda: ask_as_operator(campaign, code, end, by.strip(), guard))


def answered(campaign: str, act: Callable[[], object]) -> State[None] | None:
    """Send the letters of an act; a refused one ends the run with its sentence, not a traceback."""
    try:
        act()
    except CchcError as refusal:
        return Failed(message=refusal.message)
    send_due_messages(campaign)
    refresh_screens(campaign)
    return None


def _end(until: date, hour: str) -> str:
    return f"{until.isoformat()} {hour}".strip()


ROUND_FLOWS: tuple[Flow[..., State[None] | None], ...] = (
    extending,
    unlocking,
    answering,
    explaining,
)
"""Flows about rounds, questions and explanations that only people start."""
