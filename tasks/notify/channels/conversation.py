"""One mail over an open SMTP connection, told apart by whether the server may have taken it.

``smtplib.sendmail`` raises the same error for a connection lost before and after the content went
out; only the second may have arrived.
"""

from __future__ import annotations

import re
import smtplib

from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.messages.transmission import Blame

Reply = tuple[int, bytes]


class ConnectionLostError(Exception):
    """The connection was lost before any content went out: sending again is safe."""


def hand_over(
    smtp: smtplib.SMTP, sender: str, recipient: str, content: bytes, envelope_id: str
) -> Receipt:
    """Send ``content`` (a whole mail, CRLF lines) from ``sender`` to one ``recipient``.

    A server that can report on delivery is asked to do so under ``envelope_id`` (RFC 3461).

    Raises:
        ConnectionLostError: the connection was lost before the content.
    """
    refusal = _envelope(smtp, sender, recipient, envelope_id)
    if refusal is not None:
        return refusal
    try:
        smtp.send(_dotted(content) + b".\r\n")
        reply = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Receipt(outcome=Outcome.UNKNOWN, detail=f"mất kết nối sau DATA: {error}")
    return _after_content(reply)


def _dotted(content: bytes) -> bytes:
    """``content`` with a second dot on each line that begins with one (RFC 5321, 4.5.2)."""
    return (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:]


def _envelope(smtp: smtplib.SMTP, sender: str, recipient: str, envelope_id: str) -> Receipt | None:
    reports = smtp.has_extn("dsn")
    returned = f" RET=HDRS ENVID={envelope_id}" if reports else ""
    notified = " NOTIFY=FAILURE,DELAY" if reports else ""
    try:
        reply = smtp.docmd("MAIL", f"FROM:<{sender}>{returned}")
        if reply[0] >= 500:
            return _told(reply, Outcome.STOP_CHANNEL)
        if reply[0] == 250:
            reply = smtp.docmd("RCPT", f"TO:<{recipient}>{notified}")
        if reply[0] in (250, 251, 252):
            reply = smtp.docmd("DATA")
        if reply[0] == 354:
            return None
        if reply[0] != 421:
            smtp.rset()
    except (OSError, smtplib.SMTPException) as error:
        raise ConnectionLostError(str(error)) from error
    return _before_content(reply)


def _before_content(reply: Reply) -> Receipt:
    """What a server means that refuses the envelope: a bad address, a policy, or not now."""
    if reply[0] < 500:
        return _told(reply, Outcome.RETRY)
    blame = Blame.TEXT if _enhanced(reply).startswith("5.7.") else Blame.RECIPIENT
    return _told(reply, Outcome.NEXT_CHANNEL, blame)


def _after_content(reply: Reply) -> Receipt:
    classes = {2: Outcome.ACCEPTED, 4: Outcome.RETRY, 5: Outcome.NEXT_CHANNEL}
    outcome = classes.get(reply[0] // 100, Outcome.UNKNOWN)
    return _told(reply, outcome, Blame.TEXT if outcome is Outcome.NEXT_CHANNEL else Blame.NOBODY)


def _told(reply: Reply, outcome: Outcome, blame: Blame = Blame.NOBODY) -> Receipt:
    code, text = reply
    return Receipt(
        outcome=outcome, code=str(code), detail=text.decode(errors="replace"), blame=blame
    )


def _enhanced(reply: Reply) -> str:
    """The enhanced status code (RFC 3463) of a reply: ``5.1.1``; empty when it has none."""
    found = re.match(rb"[245]\.\d{1,3}\.\d{1,3}", reply[1])
    return found[0].decode() if found else ""
