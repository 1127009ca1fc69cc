"""Bounces as servers wrote them before there was a form for them: a text, and the mail below it."""

import re
from collections.abc import Iterable, Sequence
from email.message import Message

from models.domain.messages.receipts import DeliveryAction, DeliveryReport
from models.domain.vietnamese.text import fold
from tasks.inbox.mail import headers
from tasks.inbox.mail.automatic import is_by_program

MAX_BOUNCE_TEXT = 64 * 1024
"""Characters of a part that are looked at."""
MAX_EVIDENCE = 2_000
"""Characters of a report that are kept."""
MAX_DIAGNOSTIC = 300
_ID = re.compile(r"(?im)^[>|\s]{0,20}message-id:[>|\s]{0,20}(<[!-;=?-~]{1,250}>)")
_ORIGINAL = re.compile(
    r"(?im)^[>|\s]{0,20}"
    r"(?:return-path|received|message-id|from|date|subject|to|mime-version)[ \t]*:"
)
_STATUS = re.compile(r"(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])")
_DELAYED = re.compile(
    r"\bdelayed\b|could not (?:yet )?send message for|(?:still|keep|continue to) try|"
    r"will be retried|(?:sẽ|vẫn|đang) (?:tiếp tục )?thử|bị (?:trì hoãn|chậm)"
)
_FAILED = re.compile(
    r"undeliver|not (?:be |been )?delivered|(?:able|possible|impossible) to deliver|"
    r"delivery (?:has |to .{1,100} )?fail|failure notice|returned (?:mail|to sender)|"
    r"permanent(?:ly)? (?:error|fail)|(?:user|mailbox|recipient) (?:unknown|not found)|"
    r"không (?:thể )?(?:gửi|chuyển|phát)|không (?:tồn tại|tìm thấy)|(?:bị|thư) trả lại"
)


def plain_report(mail: Message, parts: Sequence[Message]) -> DeliveryReport | None:
    """What a server says in its own words; None when they do not say that it failed or waits.

    A postmaster may also be a person, who writes of mails that came back.
    """
    if not (is_by_program(mail) or headers.address(mail).startswith("mailer-daemon@")):
        return None
    notice = next((text for part in parts if (text := _notice(_text(part)))), "")
    words = fold(f"{headers.field_text(mail, 'Subject')}\n{notice}")
    status = _STATUS.search(words)
    if _DELAYED.search(words):
        action = DeliveryAction.DELAYED
    elif status or _FAILED.search(words):
        action = DeliveryAction.FAILED
    else:
        return None
    return DeliveryReport(
        action=action,
        status=status[0] if status and action is DeliveryAction.FAILED else "",
        diagnostic=" ".join(notice.split())[:MAX_DIAGNOSTIC],
        evidence=notice[:MAX_EVIDENCE],
    )


def quoted_ids(parts: Iterable[Message]) -> list[str]:
    """The Message-IDs of mails that are quoted with their headers in the text."""
    return [id for part in parts for id in _ID.findall(_text(part))]


def _notice(text: str) -> str:
    """What stands above the mail that is brought back."""
    begins = _ORIGINAL.search(text)
    return text[: begins.start()].strip() if begins else text.strip()


def _text(part: Message) -> str:
    if part.get_content_maintype() != "text":
        return ""
    content = part.get_payload(decode=True)
    octets = content[:MAX_BOUNCE_TEXT] if isinstance(content, bytes) else b""
    read = headers.in_charset(octets, headers.parameter(part, "Content-Type", "charset"))
    return headers.printable(read)
