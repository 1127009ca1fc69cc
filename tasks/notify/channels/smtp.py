"""E-mail over one reused SMTP connection, with a receipt per message."""

import re
import smtplib
import ssl
from contextlib import suppress
from typing import Self

from models.domain.messages.channels import CHANNELS, Way
from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import AllowList
from models.domain.messages.outcomes import NOT_LISTED, Outcome, Receipt
from models.domain.messages.transmission import Blame
from tasks.notify.channels.mail import MailWriter
from tasks.notify.channels.port import NO_FACTS, OutgoingLetter, PreparedMessage
from tasks.notify.settings import SmtpSettings

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


_NO_CONNECTION = (OSError, smtplib.SMTPException, UnicodeError)
"""Why there may be none: also a password with letters that the login of SMTP does not take."""


class SmtpChannel:
    """Sends through one mail server, one mail after the other.

    ``allowed`` says whose addresses may be reached. Without ``settings`` it writes and does not
    send.
    """

    spec = CHANNELS[Way.EMAIL]
    facts = NO_FACTS

    def __init__(
        self, settings: SmtpSettings | None, writer: MailWriter, allowed: AllowList
    ) -> None:
        self._settings = settings
        self._writer = writer
        self._allowed = allowed
        self._connection: smtplib.SMTP | None = None
        self.per_minute = settings.per_minute if settings else 0

    def carries(self, message: MessageRecord) -> bool:
        """A mail carries everything."""
        return bool(message.key)

    def write(self, letter: OutgoingLetter) -> PreparedMessage:
        """The mail."""
        return self._writer.write(letter)

    def send(self, prepared: PreparedMessage) -> Receipt:
        """Send one mail; a connection found dead before the content is opened again once."""
        try:
            return self._attempt(prepared)
        except ConnectionLostError:
            self.close()
        try:
            return self._attempt(prepared)
        except ConnectionLostError as error:
            self.close()
            return Receipt(outcome=Outcome.RETRY, detail=f"mất kết nối trước DATA: {error}")

    def check(self) -> Receipt:
        """Whether the server lets us in."""
        try:
            self._connected().noop()
        except _NO_CONNECTION as error:
            self.close()
            return _not_connected(error)
        return Receipt(outcome=Outcome.ACCEPTED)

    def _attempt(self, prepared: PreparedMessage) -> Receipt:
        if not self._allowed.permits(prepared.address):
            return NOT_LISTED
        try:
            connection = self._connected()
        except _NO_CONNECTION as error:
            return _not_connected(error)
        receipt = hand_over(
            connection, self._writer.address, prepared.address, prepared.content, prepared.ref
        )
        if receipt.outcome is Outcome.UNKNOWN or receipt.code == "421":
            self.close()
        return receipt

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            if self._settings is None:
                raise OSError("chưa đặt máy chủ thư (CCHC_SMTP_HOST)")
            self._connection = _open(self._settings, self._writer.domain)
        return self._connection

    def close(self) -> None:
        """End the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the connection."""
        self.close()


def _not_connected(error: Exception) -> Receipt:
    return Receipt(outcome=Outcome.STOP_CHANNEL, detail=f"không nối được: {error}")


def _open(settings: SmtpSettings, own_name: str) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=settings.ca_file)
    host, port, timeout = settings.host, settings.port, settings.timeout
    if settings.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, own_name, timeout=timeout, context=context
        )
    else:
        connection = smtplib.SMTP(host, port, own_name, timeout=timeout)
    try:
        if settings.security == "starttls":
            connection.starttls(context=context)
        connection.ehlo_or_helo_if_needed()
        if settings.username:
            connection.login(settings.username, settings.password.get_secret_value())
    except _NO_CONNECTION:
        connection.close()
        raise
    return connection
