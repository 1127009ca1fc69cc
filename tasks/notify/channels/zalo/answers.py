"""What came back from Zalo, read without trusting that it is what the manual says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any

from models.domain.deadlines import HANOI, day_in_hanoi
from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.messages.transmission import Blame
from models.domain.vietnamese.text import masked
from tasks.notify.channels.zalo.errors import AnswerKind, Host, answer_kind

_RULINGS: dict[AnswerKind, tuple[Outcome, Blame, str]] = {
    AnswerKind.DONE: (Outcome.ACCEPTED, Blame.NOBODY, ""),
    AnswerKind.AUTH: (
        Outcome.STOP_CHANNEL,
        Blame.NOBODY,
        "Zalo không nhận mã truy cập vừa được cấp; đề nghị quản trị Official Account kiểm tra",
    ),
    AnswerKind.CONFIG: (
        Outcome.STOP_CHANNEL,
        Blame.NOBODY,
        "Zalo từ chối ứng dụng hoặc tài khoản gửi; đề nghị kiểm tra quyền, số dư và cấu hình",
    ),
    AnswerKind.RECIPIENT: (
        Outcome.NEXT_CHANNEL,
        Blame.RECIPIENT,
        "người này không nhận được tin Zalo; đề nghị kiểm tra số điện thoại hoặc tài khoản",
    ),
    AnswerKind.STRANGER: (
        Outcome.NEXT_CHANNEL,
        Blame.CHANNEL,
        "Zalo chưa cho phép nhắn người này (chưa nhắn Official Account trong 7 ngày, hoặc khi gửi "
        "thử không phải quản trị viên của ứng dụng); địa chỉ không cần sửa, tin đi kênh khác",
    ),
    AnswerKind.PAYLOAD: (
        Outcome.NEXT_CHANNEL,
        Blame.TEXT,
        "Zalo không nhận nội dung tin; đề nghị kiểm tra mẫu tin và tham số",
    ),
    AnswerKind.TEMPORARY: (Outcome.RETRY, Blame.NOBODY, "Zalo đang bận, sẽ gửi lại"),
    AnswerKind.NIGHT: (Outcome.DEFER, Blame.NOBODY, "Zalo không nhận tin vào ban đêm"),
    AnswerKind.QUOTA: (Outcome.DEFER, Blame.NOBODY, "hết hạn mức gửi tin trong ngày"),
    AnswerKind.AMBIGUOUS: (Outcome.UNKNOWN, Blame.NOBODY, "không rõ Zalo đã nhận tin hay chưa"),
    AnswerKind.UNREACHED: (Outcome.STOP_CHANNEL, Blame.NOBODY, "không nối được máy chủ Zalo"),
    AnswerKind.UNLISTED: (
        Outcome.NEXT_CHANNEL,
        Blame.CHANNEL,
        "Zalo trả mã lỗi chưa có trong bảng; đề nghị báo bộ phận kỹ thuật",
    ),
}

_MORNING = time(6, 5)
"""When Zalo's night is surely over."""

SPREAD = 600
"""Seconds after that over which what waited for the morning is spread."""


def receipt_for(
    kind: AnswerKind, code: str, words: str, ref: str, key: str, now: datetime | None
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


def put_off(kind: AnswerKind, key: str, now: datetime) -> datetime:
    """Until when a message waits: for the night, or for the quota of the next day.

    What waits for the night is up to ten minutes apart, always the same for one message.
    """
    today = datetime.combine(day_in_hanoi(now), _MORNING, HANOI)
    if kind is AnswerKind.QUOTA:
        return today + timedelta(days=1)
    morning = today if today > now else today + timedelta(days=1)
    return morning + timedelta(seconds=int(sha256(key.encode()).hexdigest()[:8], 16) % SPREAD)


LONGEST_WORDS = 200


@dataclass(frozen=True)
class Answer:
    """An answer: what it means, its code and words, and what it tells besides."""

    kind: AnswerKind
    code: str = ""
    words: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """The id that Zalo gave the message; it has a name on each host."""
        return str(self.data.get("msg_id") or self.data.get("message_id") or "")

    @property
    def facts(self) -> dict[str, str]:
        """What it tells of the quota, in words for a board; nothing when it tells nothing."""
        quota = self.data.get("quota", self.data)
        if not isinstance(quota, Mapping):
            return {}
        found = {
            "hạn mức ngày": quota.get("dailyQuota", quota.get("total")),
            "còn lại": quota.get("remainingQuota", quota.get("remain")),
        }
        return {name: str(value) for name, value in found.items() if value is not None}

    def receipt(self, key: str = "", now: datetime | None = None) -> Receipt:
        """The receipt of a message that got this answer."""
        return receipt_for(self.kind, self.code, self.words, self.ref, key, now)


def read_answer(host: Host, status: int, body: bytes, trial: bool = False) -> Answer:
    """The answer with this HTTP status; what is no JSON of the known form may mean anything.

    ``trial`` says that the call was marked as one.
    """
    said = _object(body)
    if said is None or status >= 500:
        return Answer(AnswerKind.AMBIGUOUS, f"HTTP {status}")
    return _of_bot(said) if host is Host.BOT else _of_account(host, said, trial)


def _of_account(host: Host, said: Mapping[str, Any], trial: bool) -> Answer:
    """``{"error": 0, "data": {...}}``; the code is a number, in places written as text."""
    code = _number(said.get("error"))
    if code is None:
        return Answer(AnswerKind.AMBIGUOUS, words="câu trả lời không có mã")
    if code == 0:
        return Answer(AnswerKind.DONE, "0", data=_mapping(said.get("data")))
    return Answer(answer_kind(host, code, trial), str(code), _words(said.get("message")))


def _of_bot(said: Mapping[str, Any]) -> Answer:
    """``{"ok": true, "result": {...}}``."""
    code = _number(said.get("error_code"))
    if said.get("ok") is True:
        return Answer(AnswerKind.DONE, data=_mapping(said.get("result")))
    if said.get("ok") is not False or code is None:
        return Answer(AnswerKind.AMBIGUOUS, words="câu trả lời không có mã")
    return Answer(answer_kind(Host.BOT, code), str(code), _words(said.get("description")))


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _mapping(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}


def _number(found: object) -> int | None:
    try:
        return int(str(found))
    except ValueError:
        return None


def _words(found: object) -> str:
    return " ".join(str(found or "").split())[:LONGEST_WORDS]
