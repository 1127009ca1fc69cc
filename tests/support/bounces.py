"""Bounces as mail servers write them."""

from __future__ import annotations

from email.message import EmailMessage

HEAD = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@thu.example>
To: cchc@cchc.example
Subject: Undelivered Mail Returned to Sender
Date: Thu, 04 Nov 2021 08:20:00 +0700
Message-ID: <b1@thu.example>
"""


def report(
    *addresses: str,
    envelope: str = "",
    returned: str = "",
    kind: str = "text/rfc822-headers",
    text: str = "This is the mail system.",
) -> bytes:
    """A report in the form of RFC 3464; ``addresses`` are its groups of fields, one for each.

    ``envelope`` is the name under which the mail was handed over, ``returned`` what comes back.
    """
    named = f"Original-Envelope-Id: {envelope}\n" if envelope else ""
    status = "\n\n".join([f"Reporting-MTA: dns; mx.thu.example\n{named}".strip(), *addresses])
    parts = [("text/plain; charset=utf-8", text), ("message/delivery-status", status + "\n")]
    parts += [(kind, returned)] if returned else []
    body = "".join(f"\n--b\nContent-Type: {kind}\n\n{content}\n" for kind, content in parts)
    head = f'{HEAD}Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n'
    return f"{head}MIME-Version: 1.0\n{body}\n--b--\n".encode()


def about(
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <can-bo@thu.example>: no such user",
) -> str:
    """The group of fields on one address."""
    fields = {
        "Final-Recipient": "rfc822; can-bo@thu.example",
        "Action": action,
        "Status": status,
        "Diagnostic-Code": diagnostic,
    }
    return "\n".join(f"{name}: {value}" for name, value in fields.items() if value)


def headers_of(message_id: str) -> str:
    """The headers of a mail of ours, as they come back."""
    return (
        "From: Phòng Nội vụ <cchc@cchc.example>\n"
        f"Message-ID: {message_id}\nSubject: =?utf-8?q?Nh=E1=BA=AFc?="
    )


def in_words(text: str, sender: str = "MAILER-DAEMON@thu.example", **fields: str) -> bytes:
    """A bounce that is only a text."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "cchc@cchc.example"
    mail["Subject"] = fields.pop("subject", "failure notice")
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()
