"""One mail over an open SMTP connection, told apart by whether the server may have taken it.

``smtplib.sendmail`` raises the same error for a connection lost before and after the content went
out; only the second may have arrived.
"""

from __future__ import annotations

import re
import smtplib

from tasks.notify.channels.port import Outcome, Receipt

Reply = tuple[int, bytes]


class ConnectionLostError(Exception):
    """The connection was lost before any content went out: sending again is safe."""


def hand_over(smtp: smtplib.SMTP, sender: str, recipient: str, content: bytes) -> Receipt:
    """Send ``content`` (a whole mail, CRLF lines) from ``sender`` to one ``recipient``.

    Raises:
        ConnectionLostError: the connection was lost before the content.
    """
    refusal = _envelope(smtp, sender, recipient)
    if refusal is not None:
        return refusal
    try:
        smtp.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
        reply = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Receipt(outcome=Outcome.UNKNOWN, detail=f"mất kết nối sau DATA: {error}")
    return _receipt(reply, Outcome.UNKNOWN)


def _envelope(smtp: smtplib.SMTP, sender: str, recipient: str) -> Receipt | None:
    try:
        reply = smtp.docmd("MAIL", f"FROM:<{sender}>")
        if reply[0] >= 500:
            return _receipt(reply, Outcome.CHANNEL_DOWN, permanent=Outcome.CHANNEL_DOWN)
        if reply[0] == 250:
            reply = smtp.docmd("RCPT", f"TO:<{recipient}>")
        if reply[0] in (250, 251, 252):
            reply = smtp.docmd("DATA")
        if reply[0] == 354:
            return None
        if reply[0] != 421:
            smtp.rset()
    except (OSError, smtplib.SMTPException) as error:
        raise ConnectionLostError(str(error)) from error
    return _receipt(reply, Outcome.TEMPORARY)


def _receipt(reply: Reply, otherwise: Outcome, permanent: Outcome = Outcome.PERMANENT) -> Receipt:
    classes = {2: Outcome.ACCEPTED, 4: Outcome.TEMPORARY, 5: permanent}
    code, text = reply
    return Receipt(
        outcome=classes.get(code // 100, otherwise),
        code=str(code),
        detail=text.decode(errors="replace"),
    )
