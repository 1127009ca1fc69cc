"""What is done next after each kind of answer, and until when what is put off waits."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from hashlib import sha256

from models.domain.deadlines import HANOI, day_in_hanoi
from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.messages.transmission import Blame
from models.domain.vietnamese.masking import masked
from tasks.notify.channels.zalo.errors import Kind

_RULINGS: dict[Kind, tuple[Outcome, Blame, str]] = {
    Kind.DONE: (Outcome.ACCEPTED, Blame.NOBODY, ""),
    Kind.AUTH: (
        Outcome.STOP_CHANNEL,
        Blame.NOBODY,
        "Zalo không nhận mã truy cập vừa được cấp; đề nghị quản trị Official Account kiểm tra",
    ),
    Kind.CONFIG: (
        Outcome.STOP_CHANNEL,
        Blame.NOBODY,
        "Zalo từ chối ứng dụng hoặc tài khoản gửi; đề nghị kiểm tra quyền, số dư và cấu hình",
    ),
    Kind.RECIPIENT: (
        Outcome.NEXT_CHANNEL,
        Blame.RECIPIENT,
        "người này không nhận được tin Zalo; đề nghị kiểm tra số điện thoại hoặc tài khoản",
    ),
    Kind.STRANGER: (
        Outcome.NEXT_CHANNEL,
        Blame.CHANNEL,
        "Zalo chưa cho phép nhắn người này (chưa nhắn Official Account trong 7 ngày, hoặc khi gửi "
        "thử không phải quản trị viên của ứng dụng); địa chỉ không cần sửa, tin đi kênh khác",
    ),
    Kind.PAYLOAD: (
        Outcome.NEXT_CHANNEL,
        Blame.TEXT,
        "Zalo không nhận nội dung tin; đề nghị kiểm tra mẫu tin và tham số",
    ),
    Kind.TEMPORARY: (Outcome.RETRY, Blame.NOBODY, "Zalo đang bận, sẽ gửi lại"),
    Kind.NIGHT: (Outcome.DEFER, Blame.NOBODY, "Zalo không nhận tin vào ban đêm"),
    Kind.QUOTA: (Outcome.DEFER, Blame.NOBODY, "hết hạn mức gửi tin trong ngày"),
    Kind.AMBIGUOUS: (Outcome.UNKNOWN, Blame.NOBODY, "không rõ Zalo đã nhận tin hay chưa"),
    Kind.UNREACHED: (Outcome.STOP_CHANNEL, Blame.NOBODY, "không nối được máy chủ Zalo"),
    Kind.UNLISTED: (
        Outcome.NEXT_CHANNEL,
        Blame.CHANNEL,
        "Zalo trả mã lỗi chưa có trong bảng; đề nghị báo bộ phận kỹ thuật",
    ),
}

MORNING = time(6, 5)
"""When Zalo's night is surely over."""

SPREAD = 600
"""Seconds after that over which what waited for the morning is spread."""


def receipt_for(
    kind: Kind, code: str, words: str, ref: str, key: str, now: datetime | None
) -> Receipt:
    """The receipt for an answer; ``words`` are Zalo's own, ``ref`` is the id that it gave.

    ``now`` is when the message ``key`` went out (aware): what is put off is put off from there.
    """
    outcome, blame, meaning = _RULINGS[kind]
    said = f"{meaning} (Zalo: {words})" if meaning and words else meaning
    until = put_off(kind, key, now) if outcome is Outcome.DEFER and now else None
    return Receipt(
        outcome=outcome, code=code, detail=masked(said), ref=ref, until=until, blame=blame
    )


def put_off(kind: Kind, key: str, now: datetime) -> datetime:
    """Until when a message waits: for the night, or for the quota of the next day.

    What waits for the night is up to ten minutes apart, always the same for one message.
    """
    today = datetime.combine(day_in_hanoi(now), MORNING, HANOI)
    if kind is Kind.QUOTA:
        return today + timedelta(days=1)
    morning = today if today > now else today + timedelta(days=1)
    return morning + timedelta(seconds=int(sha256(key.encode()).hexdigest()[:8], 16) % SPREAD)
