"""Vietnamese words for states and purposes on the operators' screens."""

from __future__ import annotations

from models.domain.campaign import Campaign, Form
from models.domain.messages import MessageState, Purpose
from models.domain.stages import Body, StageState

STAGE_STATES: dict[StageState, str] = {
    StageState.PENDING: "Chưa bắt đầu",
    StageState.RUNNING: "Đang làm",
    StageState.WAITING: "Đang chờ",
    StageState.ENDED: "Đã xong",
}

BODIES: dict[Body, str] = {Body.CHAIRMAN: "Chủ tịch", Body.COUNCIL: "Hội đồng thẩm định"}

FORMS: dict[Form, str] = {
    Form.COMMUNE: "Bảng tự chấm điểm của các xã, phường, thị trấn",
    Form.AUTHORITY: "Bảng tự chấm điểm của các phòng, ban, sở",
    Form.APPRAISAL: "Phiếu thẩm định theo lĩnh vực",
}

PURPOSES: dict[Purpose, str] = {
    Purpose.WORKBOOK_SENT: "Gửi biểu mẫu",
    Purpose.REMINDER: "Nhắc trước hạn",
    Purpose.LATE: "Nhắc quá hạn",
    Purpose.ESCALATION: "Báo người đứng đầu",
    Purpose.RECEIPT: "Biên nhận",
    Purpose.FINDINGS: "Chỗ cần sửa",
    Purpose.REFUSED: "Tệp không nhận được",
    Purpose.GATE_WAITING: "Mời quyết định",
    Purpose.DECISION_MADE: "Báo quyết định",
    Purpose.DOCUMENT_SENT: "Gửi văn bản",
    Purpose.APPRAISAL_SHEET_SENT: "Gửi phiếu thẩm định",
    Purpose.PUBLISHED: "Báo kết quả công bố",
}

MESSAGE_STATES: dict[MessageState, str] = {
    MessageState.PLANNED: "Chờ gửi",
    MessageState.SENDING: "Đang gửi",
    MessageState.ACCEPTED: "Đã gửi",
    MessageState.FAILED: "Gửi hỏng",
    MessageState.UNKNOWN: "Chưa rõ đã đến",
    MessageState.SUPPRESSED: "Không gửi (chạy thử)",
    MessageState.CANCELLED: "Đã hủy",
}


def person_words(campaign: Campaign, contact_id: str) -> str:
    """A person by position and unit, never by name; the id of one who is not in the campaign."""
    try:
        contact = campaign.contact(contact_id)
    except KeyError:
        return contact_id
    if contact.unit is None:
        return contact.title
    return f"{contact.title}, {unit_words(campaign, contact.unit)}"


def unit_words(campaign: Campaign, code: str) -> str:
    """The name of a unit; its code when the campaign does not know it."""
    try:
        return campaign.unit(code).name
    except KeyError:
        return code
