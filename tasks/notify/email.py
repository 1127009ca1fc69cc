"""Rendered message -> MIME mail."""

from __future__ import annotations

import hashlib
import mimetypes
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage

from models.domain.values import Value
from tasks.notify.render import RenderedMessage
from tasks.notify.settings import Sender

# Plain ASCII on the wire passes every server, also those without 8BITMIME.
WIRE = policy.SMTP.clone(cte_type="7bit")
_UNSAFE_IN_NAMES = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069/\\]")


class File(Value):
    """An attached file: the name a person sees, and its content."""

    name: str
    content: bytes


def message_id(key: str, domain: str) -> str:
    """The Message-ID of the message with this key: the same however often it is composed."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def compose(
    rendered: RenderedMessage,
    sender: Sender,
    recipient: str,
    attachments: Sequence[File],
    message_id: str,
    sent_at: datetime,
) -> EmailMessage:
    """A mail with text and HTML bodies, and attachments under their Vietnamese names.

    ``sent_at`` is aware. ValueError if ``recipient`` is not an ASCII address.
    """
    if not recipient.isascii():
        raise ValueError(f"địa chỉ có chữ không phải ASCII: {recipient}")
    mail = EmailMessage(policy=WIRE)
    mail["Subject"] = rendered.subject
    mail["From"] = Address(unicodedata.normalize("NFC", sender.name), addr_spec=sender.address)
    mail["To"] = Address(addr_spec=recipient)
    mail["Date"] = sent_at
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = "vi"
    mail.set_content(rendered.text)
    mail.add_alternative(rendered.html, subtype="html")
    for file in attachments:
        _attach(mail, file)
    return mail


def _attach(mail: EmailMessage, file: File) -> None:
    name = _UNSAFE_IN_NAMES.sub("_", unicodedata.normalize("NFC", file.name))
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    main, _, sub = kind.partition("/")
    mail.add_attachment(file.content, maintype=main, subtype=sub, filename=name)
