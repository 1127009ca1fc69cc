"""What messages are for and what became of them, in Vietnamese: one wording everywhere."""

from __future__ import annotations

from models.domain.messages import MessageState, Purpose

PURPOSES: dict[Purpose, str] = {
    Purpose.WORKBOOK_SENT: "Gửi bảng tự chấm điểm",
    Purpose.LINK_SENT: "Gửi liên kết nộp bảng",
    Purpose.REMINDER: "Nhắc trước hạn",
    Purpose.LATE: "Nhắc quá hạn",
    Purpose.ESCALATION: "Đề nghị chỉ đạo",
    Purpose.RECEIPT: "Xác nhận đã nhận",
    Purpose.FINDINGS: "Đề nghị sửa tệp",
    Purpose.EVIDENCE_RECEIVED: "Xác nhận tài liệu kiểm chứng",
    Purpose.REFUSED: "Chưa ghi nhận được tệp",
    Purpose.GATE_WAITING: "Xin ý kiến, quyết định",
    Purpose.VOTE_WAITING: "Mời bỏ phiếu",
    Purpose.BALLOT_LOST: "Đề nghị nhập lại quyết định",
    Purpose.DECISION_MADE: "Thông báo quyết định",
    Purpose.DECISION_VOIDED: "Thông báo hồ sơ phải trình lại",
    Purpose.DOCUMENT_SENT: "Gửi văn bản",
    Purpose.APPRAISAL_SHEET_SENT: "Gửi phiếu thẩm định",
    Purpose.PUBLISHED: "Thông báo kết quả",
    Purpose.SURVEY_SOURCE: "Nguồn khảo sát cần xem lại",
    Purpose.ROUND_EXTENDED: "Thông báo gia hạn",
    Purpose.ROUND_UNLOCKED: "Thông báo mở khóa nhận bài",
    Purpose.QUESTION_ASKED: "Câu hỏi của đơn vị",
    Purpose.QUESTION_ANSWERED: "Trả lời câu hỏi",
    Purpose.MAIL_LEFT_OUT: "Phần của thư chưa nhận được",
    Purpose.MAILBOX_DOWN: "Hộp thư gặp sự cố",
}

MESSAGE_STATES: dict[MessageState, str] = {
    MessageState.PLANNED: "Chờ gửi",
    MessageState.SENDING: "Đang gửi",
    MessageState.ACCEPTED: "Đã gửi",
    MessageState.FAILED: "Không gửi được",
    MessageState.UNKNOWN: "Chưa rõ đã đến hay chưa",
    MessageState.SUPPRESSED: "Không gửi do chế độ thử",
    MessageState.CANCELLED: "Đã hủy, không còn cần gửi",
}
