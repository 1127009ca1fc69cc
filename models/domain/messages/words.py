"""What messages are for and what became of them, in Vietnamese: one wording everywhere."""

from models.domain.messages.transmission import Blame, MessageState

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
