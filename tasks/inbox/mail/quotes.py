"""What somebody wrote themselves in a mail, without the mail they answer and their signature.

The libraries for this know a dozen languages and not Vietnamese, so the heads that Gmail, Outlook,
iPhones, Thunderbird and Zimbra put over a quote in Vietnamese and English are listed here.
"""

from __future__ import annotations

import re

_WROTE = re.compile(
    r"^(?:vào|lúc|ngày|on|at)\b(?=.{0,300}\d).{0,300}?(?:đã viết|wrote)\s*:$", re.IGNORECASE
)
_RULE = re.compile(
    r"^[-_*\s]{2,}(?:(?:thư|tin nhắn|nội dung) (?:gốc|đã chuyển tiếp|được chuyển tiếp|"
    r"chuyển tiếp)|original message|forwarded message)[-_*\s:]*$",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"^(?:begin forwarded message|bắt đầu thư (?:được )?chuyển tiếp)\s*:$", re.I)
_FROM = re.compile(r"^\*?(?:from|từ|người gửi)\s*:\*?\s*\S", re.IGNORECASE)
_OTHER = re.compile(
    r"^\*?(?:sent|date|to|cc|subject|reply-to|đã gửi|gửi|ngày(?: gửi)?|thời gian|tới|đến|"
    r"người nhận|chủ đề|tiêu đề)\s*:",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^(?:sent from|get outlook|đã gửi từ|được gửi từ|gửi từ|tải outlook|lấy outlook)\b.{0,80}$",
    re.IGNORECASE,
)
_LINE = re.compile(r"^[-_]{10,}$")
_SIGNATURE = ("--", "—")
MOST = 1_000
"""Lines that are looked at."""
WROTE_LINES = 3
"""Lines over which such a head may be folded."""


def own_words(text: str) -> str:
    """The sender's own words; all of the text when nothing else is left of it."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n", MOST)[:MOST]]
    kept = [line for line in _before_quote(lines) if not _is_foreign(line.strip())]
    return _tidy(kept) or _tidy(lines)


def _before_quote(lines: list[str]) -> list[str]:
    for number in range(len(lines)):
        if _starts_quote(lines, number):
            return lines[:number]
    return lines


def _starts_quote(lines: list[str], number: int) -> bool:
    line = lines[number].strip()
    if line in _SIGNATURE or _RULE.match(line) or _BEGIN.match(line):
        return True
    below = "".join(lines[number + 1 : number + 2]).strip()
    if _LINE.match(line) and _FROM.match(below):
        return True
    if _FROM.match(line):
        return sum(bool(_OTHER.match(next_.strip())) for next_ in lines[number + 1 :][:6]) >= 2
    following = [next_.strip() for next_ in lines[number : number + WROTE_LINES]]
    return any(
        _WROTE.match(" ".join(following[:count]).strip("> ")) for count in range(1, WROTE_LINES + 1)
    )


def _is_foreign(line: str) -> bool:
    """Whether a line is quoted, or was added by the device."""
    return line.startswith(">") or bool(_DEVICE.match(line))


def _tidy(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
