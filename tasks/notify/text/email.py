"""Rendered message -> MIME mail.

Files are attached by the library. Around them the mail is put together as text: its headers and its
two bodies always look alike, and to have the library's classes write them takes twenty times as
long. A boundary that follows from the Message-ID makes the same mail the same bytes.
"""

import base64
import hashlib
import mimetypes
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import Message
from email.mime.base import MIMEBase
from email.policy import compat32
from email.utils import format_datetime
from functools import lru_cache

from models.domain.values import Value
from tasks.notify.settings import MailSender
from tasks.notify.text.render import RenderedMessage

WIRE = compat32.clone(linesep="\r\n")
_UNSAFE_IN_NAMES = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069/\\]")
WORD_BYTES = 45
"""Bytes of text in an encoded word: 60 in base64, 72 with what is around it, 75 are allowed."""
_LINE = re.compile(".{1,76}")
"""A line in base64 (RFC 2045)."""
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
"""One Message-ID and nothing else: what was sent with a mail must not write headers of ours."""
_ADDRESS = re.compile(r"[!-?A-~]+@[!-?A-~]+")


class AttachedFile(Value):
    """An attached file: the name a person sees, and its content."""

    name: str
    content: bytes


class MailThread(Value):
    """Where a mail stands among others: its Message-ID, the one it answers, the unit's code.

    ``answers`` is empty when it answers none, or is what an outsider gave as the Message-ID of
    theirs; ``code`` goes at the end of the subject.
    """

    message_id: str
    answers: str = ""
    code: str = ""


def compose(
    rendered: RenderedMessage,
    sender: MailSender,
    recipient: str,
    attachments: Sequence[AttachedFile],
    place: MailThread,
    sent_at: datetime,
) -> bytes:
    """A mail with text and HTML bodies, and attachments under their Vietnamese names.

    All of it is plain ASCII, which passes every server, also those without 8BITMIME. ``sent_at``
    is aware. ValueError if ``recipient`` is not an ASCII address.
    """
    if not _ADDRESS.fullmatch(recipient):
        raise ValueError(f"địa chỉ thư không dùng được (phải là ASCII): {recipient}")
    mark = hashlib.sha256(place.message_id.encode()).hexdigest()[:32]
    bodies = [_text(rendered.text, "plain"), _text(rendered.html, "html")]
    body = _multipart("alternative", f"alternative-{mark}", bodies)
    if attachments:
        body = _multipart("mixed", f"mixed-{mark}", [body, *map(_attached, attachments)])
    headers = [
        f"Subject: {_encoded(f'{rendered.subject} {place.code}'.strip())}",
        f"From: {_mailbox(sender.name, sender.address)}",
        f"To: {recipient}",
        f"Date: {format_datetime(sent_at)}",
        f"Message-ID: {place.message_id}",
        *_answer(place.answers),
        "Content-Language: vi",
        "MIME-Version: 1.0",
    ]
    return ("\r\n".join(headers) + "\r\n" + body).encode("ascii")


def _answer(answered: str) -> Iterator[str]:
    """Put the mail into the conversation that it answers, and say that a program wrote it."""
    if _MESSAGE_ID.fullmatch(answered):
        yield f"In-Reply-To: {answered}"
        yield f"References: {answered}"
        yield "Auto-Submitted: auto-replied"
    else:
        yield "Auto-Submitted: auto-generated"
    yield "X-Auto-Response-Suppress: OOF, AutoReply"


@lru_cache(maxsize=8)
def _mailbox(name: str, address: str) -> str:
    return f"{_encoded(unicodedata.normalize('NFC', name))}\r\n <{address}>"


def _encoded(text: str) -> str:
    """Text for a header in encoded words (RFC 2047), one a line; plain ASCII stays as it is.

    The library tries the length of every prefix of the text, which takes longer than all else.
    """
    if text.isascii():
        return text
    rest, words = text.encode(), []
    while rest:
        end = min(WORD_BYTES, len(rest))
        while end < len(rest) and rest[end] & 0xC0 == 0x80:
            end -= 1
        words.append(f"=?utf-8?b?{b64encode(rest[:end]).decode()}?=")
        rest = rest[end:]
    return "\r\n ".join(words)


def _text(text: str, kind: str) -> str:
    """A body in base64, with the line ends that MIME prescribes for texts."""
    content = "\r\n".join([*text.splitlines(), ""]).encode()
    return (
        f'Content-Type: text/{kind}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{_base64(content)}"
    )


def _base64(content: bytes) -> str:
    return "\r\n".join([*_LINE.findall(b64encode(content).decode("ascii")), ""])


def _multipart(kind: str, boundary: str, parts: Sequence[str]) -> str:
    """Parts, each with its headers, as one with its own."""
    opened = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    named = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'
    return f"{named}{opened}--{boundary}--\r\n"


@lru_cache(maxsize=8)
def _attached(file: AttachedFile) -> str:
    """A file as a part of a mail: one decision goes out to a hundred people."""
    name = _UNSAFE_IN_NAMES.sub("_", unicodedata.normalize("NFC", file.name))
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    part: Message = MIMEBase(*kind.split("/", 1))
    part.set_payload(base64.encodebytes(file.content).decode("ascii"))
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part.as_string(maxheaderlen=WIRE.max_line_length or 78, policy=WIRE)
