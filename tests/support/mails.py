"""Mails as officials and their programs write them."""

from __future__ import annotations

from email.message import EmailMessage

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
OFFICIAL = "cb-vp.18496@huongkhe.example"


def letter(
    text: str = "Kính gửi Phòng Nội vụ.",
    files: tuple[tuple[str, bytes], ...] = (),
    sender: str = "Cán bộ xã <can-bo@thu.example>",
    subject: str = "Nộp bảng tự chấm điểm",
    message_id: str | None = "<thu-1@thu.example>",
    **fields: str,
) -> EmailMessage:
    """A mail written by hand, with files attached; further fields by name (``_`` for ``-``)."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "cchc@cchc.example"
    mail["Subject"] = subject
    mail["Date"] = "Thu, 04 Nov 2021 08:15:00 +0700"
    if message_id:
        mail["Message-ID"] = message_id
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    for name, content in files:
        kind, subtype = XLSX
        mail.add_attachment(content, kind, subtype, filename=name)
    return mail


def raw(head: str, body: str = "") -> bytes:
    """A mail typed letter by letter, for what no library would write."""
    return "\r\n".join([*head.strip("\n").split("\n"), "", *body.split("\n")]).encode(
        "utf-8", "surrogateescape"
    )
