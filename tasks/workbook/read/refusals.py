"""Why a file cannot be taken as a submission: the reason that is stored, and what people read."""

from __future__ import annotations

from models.domain.values import Value


class Refusal(Value):
    """The id of a reason and the Vietnamese sentence that goes with it."""

    reason: str
    message: str


CLOSED = Refusal(
    reason="closed",
    message="Đợt nhận bài đã khóa nên tệp chỉ được lưu, chưa được tính.",
)
NOT_OURS = Refusal(
    reason="no_identity",
    message="Tệp không phải bảng do hệ thống gửi, hoặc trang mã của tệp đã bị xóa. Đề nghị dùng "
    "đúng tệp đã nhận qua thư, điền vào tệp đó và gửi lại.",
)


def too_hard(name: str) -> Refusal:
    """Reading the file takes more time or memory than any sound file needs."""
    return unreadable(
        f"Tệp “{name}” có cấu trúc bất thường, không đọc được trong giới hạn an toàn. Đề nghị chép "
        "số liệu sang tệp đã gửi cho đơn vị, lưu (.xlsx) rồi gửi lại."
    )


def unreadable(message: str) -> Refusal:
    """The file cannot be opened; ``message`` says why and what to do."""
    return Refusal(reason="unreadable", message=message)


def other_units(name: str) -> Refusal:
    """The sheet is that of the unit ``name``, not of the one who sent it."""
    return Refusal(
        reason="other_unit",
        message=f"Tệp này là bảng của {name}, không phải của đơn vị gửi. Đề nghị gửi đúng bảng của "
        "đơn vị mình.",
    )
