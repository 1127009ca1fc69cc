"""What the words that come along with files are: a question, a note, or nothing but politeness.

Hundreds of units send their sheet with "Kính gửi ..., xã gửi bảng tự chấm điểm. Trân trọng." These
words must not stand between the operators and the ones that ask. In doubt words are a question
rather than a note, and a note rather than nothing.
"""

import re
from enum import StrEnum

from models.domain.vietnamese.text import fold


class TextIntent(StrEnum):
    """What is to be done about words that came along with files."""

    COURTESY = "courtesy"
    """They only say that the files are sent."""
    NOTE = "note"
    """They tell something and ask for nothing: kept and listed."""
    QUESTION = "question"
    """They ask or report a difficulty: an answer is owed."""


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_TROUBLE = r"(?:khó khăn|vướng mắc)"
_NO_QUESTION = re.compile(
    # There are none, or a signature says whom to call about them.
    rf"(?:không|chưa)(?: \w+){{0,3}} {_TROUBLE}(?:(?:,| và| hay| hoặc|)? {_TROUBLE})*"
    rf"|(?:mọi|nếu|khi)(?: \w+){{0,4}} {_TROUBLE}[^.?!]*(?:liên hệ|gọi|số điện thoại)[^.?!]*"
    # Questionnaires, and the idioms that have the word in them.
    r"|phiếu hỏi|học hỏi|thăm hỏi|hỏi thăm|đòi hỏi"
)
_ASKING = re.compile(
    rf"\?|\bhỏi\b|{_TROUBLE}|xin ý kiến|giải đáp|chưa rõ|không rõ|chưa hiểu|không hiểu|không biết"
    r"|\b(?:đề nghị|xin|nhờ|mong|cần)(?: \w+){0,6} (?:hướng dẫn|gia hạn|mở khóa|hỗ trợ|giúp)"
    r"|\bcho(?: \w+){0,3} gia hạn|hướng dẫn giúp|giúp (?:em|tôi|xã|đơn vị)"
    r"|(?:làm|như) thế nào|làm sao|hay không\b"
    r"|không(?: thể)? (?:mở|gửi|điền|nhập|sửa|lưu|tải|in)\b|(?:báo|bị) lỗi"
    # As it is typed without marks; "hoi" alone is also "hội".
    r"|\bxin hoi\b|\bcho hoi\b|vuong mac|kho khan|xin gia han|huong dan giup"
)
_CLOSING = re.compile(r"(?:xin )?(?:trân trọng|tran trong|kính thư|thân ái|(?:best )?regards)\b.*")
_END = re.compile(r"[.;!](?:\s|$)|\n")
_POLITE = re.compile(
    r"(?:kính (?:gửi|thưa|chuyển|chào)|thưa|gửi|dear|chào|xin chào|em chào|(?:\w+ ){0,3}"
    r"(?:cảm|cám) ơn|thanks)\b.*"
)
_TAKE_IN = r"(?:tiếp nhận|nhận|xem xét|xem|tổng hợp|thẩm định|kiểm tra|xác nhận)"
_PLEASE = re.compile(
    rf"(?:kính )?(?:đề nghị|mong|nhờ|xin)(?: \w+){{0,6}}? {_TAKE_IN}(?:(?:,| và) {_TAKE_IN})*"
    r"(?: giúp| ạ| theo quy định)*$"
)
_SENDS = re.compile(
    r"\b(?:gửi|nộp|chuyển|đính kèm|kèm theo|báo cáo|gui|nop)\b"
    r"|^(?:bảng|hồ sơ|phiếu|biểu|bang|ho so)\b"
)
_TELLS = re.compile(
    r"\d\.\d|\b(?:chưa|không|thiếu|sau|sẽ|lại|sửa|thay|bổ sung|nhầm|sai|tạm|mới|cũ|khác|trước|riêng"
    r"|chính thức|do|vì|nên|nhưng|lưu ý|xin|đề nghị|mong|nhờ"
    r"|chua|khong|thieu|se|lai|sua|bo sung|nham|tam)\b"
)


def intent_of(text: str) -> TextIntent:
    """What ``text``, written along with files, is; quotes and signatures are off already."""
    words = _ADDRESS.sub("", text)
    if _ASKING.search(_NO_QUESTION.sub("", fold(words))):
        return TextIntent.QUESTION
    return TextIntent.NOTE if any(map(_says_something, _sentences(words))) else TextIntent.COURTESY


def _sentences(text: str) -> list[str]:
    """The folded sentences above the closing formula; a name and an office stand below it."""
    found: list[str] = []
    for part in _END.split(text):
        sentence = fold(part)
        if _CLOSING.fullmatch(sentence):
            break
        found.append(sentence)
    return found


def _says_something(sentence: str) -> bool:
    rest = _PLEASE.sub("", sentence)
    if _TELLS.search(rest):
        return True
    return bool(rest) and not (_POLITE.match(rest) or _SENDS.search(rest))
