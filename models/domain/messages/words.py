"""What messages are for and what became of them, in Vietnamese: one wording everywhere."""

from __future__ import annotations

from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState

PURPOSES: dict[Purpose, str] = {
    Purpose.WORKBOOK_SENT: "Gửi bảng tự chấm điểm",
    Purpose.LINK_SENT: "Gửi liên kết nộp bảng",
    Purpose.REMINDER: "Nhắc trước hạn",
    Purpose.LATE: "Nhắc quá hạn",
    Purpose.ESCALATION: "Đề nghị chỉ đạo",
    Purpose.CHAIRMAN_LIST: "Danh sách đơn vị chậm",
    Purpose.DIGEST: "Tổng hợp việc cần làm",
    Purpose.RECEIPT: "Xác nhận đã nhận",
    Purpose.FINDINGS: "Đề nghị sửa tệp",
    Purpose.EVIDENCE_RECEIVED: "Xác nhận tài liệu kiểm chứng",
    Purpose.REFUSED: "Chưa ghi nhận được tệp",
    Purpose.GATE_WAITING: "Xin ý kiến, quyết định",
    Purpose.VOTE_WAITING: "Mời bỏ phiếu",
    Purpose.GATE_REMINDER: "Nhắc cho ý kiến, quyết định",
    Purpose.BALLOT_LOST: "Đề nghị nhập lại quyết định",
    Purpose.DECISION_MADE: "Thông báo quyết định",
    Purpose.DECISION_VOIDED: "Thông báo hồ sơ phải trình lại",
    Purpose.DOCUMENT_SENT: "Gửi văn bản",
    Purpose.APPRAISAL_SHEET_SENT: "Gửi phiếu thẩm định",
    Purpose.VISIT_SCHEDULE: "Thông báo lịch thẩm định",
    Purpose.EXPLANATION_ASKED: "Đề nghị giải trình",
    Purpose.PUBLISHED: "Thông báo kết quả",
    Purpose.SURVEY_SOURCE: "Nguồn khảo sát cần xem lại",
    Purpose.ROUND_EXTENDED: "Thông báo gia hạn",
    Purpose.ROUND_UNLOCKED: "Thông báo mở khóa nhận bài",
    Purpose.QUESTION_ASKED: "Câu hỏi của đơn vị",
    Purpose.QUESTION_ANSWERED: "Trả lời câu hỏi",
    Purpose.MAIL_LEFT_OUT: "Phần của thư chưa nhận được",
    Purpose.MAILBOX_DOWN: "Hộp thư gặp sự cố",
    Purpose.CHANNEL_STOPPED: "Kênh gửi tin tạm dừng",
}

MESSAGE_STATES: dict[MessageState, str] = {
    MessageState.PLANNED: "Chờ gửi",
    MessageState.DEFERRED: "Hoãn đến giờ khác",
    MessageState.FAILED_TEMPORARY: "Chưa gửi được, sẽ thử lại",
    MessageState.CLAIMED: "Chuẩn bị gửi",
    MessageState.SENDING: "Đang gửi",
    MessageState.CANCELLED: "Đã hủy, không còn cần gửi",
    MessageState.EXPIRED: "Hết hiệu lực trước khi gửi",
    MessageState.SUPPRESSED: "Không gửi do chế độ thử",
    MessageState.FAILED_PERMANENT: "Không gửi được",
    MessageState.UNKNOWN: "Chưa rõ đã đến hay chưa",
    MessageState.ACCEPTED: "Đã gửi",
    MessageState.DELIVERED: "Đã đến người nhận",
    MessageState.ACKNOWLEDGED: "Người nhận đã xác nhận",
}

BLAMES: dict[Blame, str] = {
    Blame.NOBODY: "",
    Blame.RECIPIENT: "địa chỉ của người nhận cần sửa",
    Blame.TEXT: "kênh không nhận nội dung này",
    Blame.CHANNEL: "kênh gặp sự cố",
}
