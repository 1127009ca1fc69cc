"""One mail, read: bytes to what a person meant by it. Never raises, whatever the bytes are."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message
from email.parser import BytesHeaderParser
from hashlib import sha256

from tasks.inbox.mail import headers
from tasks.inbox.mail.automatic import Author, author_of
from tasks.inbox.mail.body_text import html_text, own_words
from tasks.inbox.mail.bounce import Bounce, bounce_of
from tasks.inbox.mail.limits import MAX_HEAD, ODD_MAIL, head_of, refusal_of
from tasks.inbox.mail.parts import MAX_PART_TEXT, MailContents, contents_of

MAX_LETTERS = 4_000
SAME = (b"from", b"date", b"subject", b"message-id", b"content-type")
"""Fields that a mail bears whichever way it came."""
_FIELD = re.compile(rb"(?im)^([a-z-]+)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*")
_BROKEN = (*headers.HEADER_ERRORS, RecursionError, AssertionError)
"""What the standard parser has been seen to end in for mails that are none."""


@dataclass(frozen=True)
class IncomingMail:
    """What a mail says of itself, and what it holds.

    ``answers`` are the Message-IDs that it answers, nearest first. ``bounce`` is what a mail server
    reports in it. ``refusal`` says why it was not opened, or is empty.
    """

    reference: str
    message_id: str = ""
    answers: tuple[str, ...] = ()
    subject: str = ""
    address: str = ""
    results: str = ""
    text: str = ""
    author: Author = Author.BY_HAND
    contents: MailContents = field(default_factory=MailContents)
    bounce: Bounce = field(default_factory=Bounce)
    refusal: str = ""


def read_mail(raw: bytes, own_address: str) -> IncomingMail:
    """Read a whole mail; one that is beyond the limits is not opened, only its headers are."""
    refusal = refusal_of(raw)
    try:
        return _read(raw, own_address, refusal)
    except _BROKEN:
        return IncomingMail(reference=mail_reference(raw), refusal=refusal or ODD_MAIL)


def read_head(head: bytes, own_address: str, refusal: str) -> IncomingMail:
    """Read the headers of a mail that is not opened because of ``refusal``."""
    try:
        return _read(head, own_address, refusal)
    except _BROKEN:
        return IncomingMail(reference=mail_reference(head), refusal=refusal)


def mail_reference(raw: bytes) -> str:
    """What makes a mail the same however often and whichever way it comes.

    Anybody may use the Message-ID of another mail, and some programs give none; so what is in the
    mail counts too, without what servers write on the way.
    """
    head = head_of(raw)
    same = sorted(f[0] for f in _FIELD.finditer(head) if f[1].lower() in SAME)
    whole = b"\n".join([*same, raw[len(head) :]])
    found = [f[0] for f in _FIELD.finditer(head) if f[1].lower() == b"message-id"]
    ids = headers.MESSAGE_ID.findall(b"".join(found).decode("ascii", "replace"))
    return f"{ids[0] if ids else ''}#{sha256(whole).hexdigest()[:24]}"


def _read(raw: bytes, own_address: str, refusal: str) -> IncomingMail:
    mail = _head(raw) if refusal else message_from_bytes(raw, policy=policy.compat32)
    contents = MailContents() if refusal else contents_of(mail)
    ids = headers.message_ids(mail, "Message-ID")
    by = author_of(mail, own_address)
    bounce = bounce_of(mail) if by is Author.AS_BOUNCE and not refusal else Bounce()
    brought_back = _ids_in(raw) if by is Author.AS_BOUNCE else ()
    answered = headers.message_ids(mail, "In-Reply-To", "References")
    return IncomingMail(
        reference=mail_reference(raw),
        message_id=ids[-1] if ids else "",
        answers=bounce.message_ids or answered + brought_back,
        subject=headers.field_text(mail, "Subject"),
        address=headers.address(mail),
        results=headers.raw(mail, "Authentication-Results"),
        text=_words("" if answered else headers.field_text(mail, "Subject"), contents),
        author=by,
        contents=contents,
        bounce=bounce,
        refusal=refusal,
    )


def _head(raw: bytes) -> Message:
    """The headers alone, which the parser reads in a time that grows with their length only."""
    return BytesHeaderParser(policy=policy.compat32).parsebytes(head_of(raw)[:MAX_HEAD])


def _ids_in(raw: bytes) -> tuple[str, ...]:
    """The Message-IDs in the beginning of a mail, among them that of what a bounce quotes."""
    return tuple(headers.MESSAGE_ID.findall(raw[:MAX_PART_TEXT].decode("ascii", "replace")))


def _words(title: str, contents: MailContents) -> str:
    """What the sender wrote, below the subject if they chose it themselves."""
    plain = own_words("\n".join(contents.plain))
    words = plain or own_words(html_text("\n".join(contents.html)))
    whole = "\n\n".join(part for part in (title, words) if part)
    return headers.printable(whole)[:MAX_LETTERS]
