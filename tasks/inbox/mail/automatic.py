"""Mails that no person wrote: they are noted and never answered, so that no two machines talk.

RFC 3834 (Auto-Submitted), RFC 3464 (delivery status), and what servers did before those.
"""

import re
from email.message import Message
from enum import Enum

from models.domain.vietnamese.text import fold
from tasks.inbox.mail import headers

_BOUNCERS = ("mailer-daemon@", "postmaster@")
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_ABSENT = re.compile(
    r"^(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|"
    r"trả lời tự động|tự động trả lời|thư trả lời tự động|vắng mặt|tôi vắng mặt|"
    r"không có mặt tại (?:cơ quan|văn phòng))"
)


class Author(Enum):
    """Who wrote a mail, as far as its headers tell."""

    BY_HAND = "a person"
    PERHAPS = "perhaps a program: a mailing list, or somebody who is away"
    BY_PROGRAM = "a program"
    AS_BOUNCE = "a mail server that could not deliver"


def author_of(mail: Message, own_address: str) -> Author:
    """Who wrote a mail. What is only perhaps automatic is taken when it brings files.

    Offices send through mailing lists, which mark what people wrote as bulk.
    """
    if _is_bounce(mail):
        return Author.AS_BOUNCE
    if is_by_program(mail):
        return Author.BY_PROGRAM
    perhaps = (
        headers.raw(mail, "Precedence").strip().lower() in _BULK
        or headers.raw(mail, "X-Auto-Response-Suppress").strip().lower() not in ("", "none")
        or _ABSENT.match(fold(headers.field_text(mail, "Subject")))
        or headers.address(mail) == own_address.lower()
    )
    return Author.PERHAPS if perhaps else Author.BY_HAND


def _is_bounce(mail: Message) -> bool:
    report = headers.parameter(mail, "Content-Type", "report-type").lower()
    return report == "delivery-status" or headers.address(mail).startswith(_BOUNCERS)


def is_by_program(mail: Message) -> bool:
    """Whether its headers say that no person wrote it."""
    submitted = headers.raw(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or any(map(str.strip, headers.all_raw(mail, "X-Autoreply")))
        or any(map(str.strip, headers.all_raw(mail, "X-Autorespond")))
        or any(path.strip() == "<>" for path in headers.all_raw(mail, "Return-Path"))
        or mail.get_content_type() == "multipart/report"
    )
