"""E-mail over one reused SMTP connection, with a receipt per message."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from typing import Self

from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import AllowList
from models.domain.messages.outcomes import NOT_LISTED, Outcome, Receipt
from models.domain.messages.routes import Way
from tasks.notify.channels.conversation import ConnectionLostError, hand_over
from tasks.notify.channels.mail import MailWriter
from tasks.notify.channels.port import NO_FACTS, Letter, Parcel
from tasks.notify.settings.settings import SmtpSettings

_NO_CONNECTION = (OSError, smtplib.SMTPException, UnicodeError)
"""Why there may be none: also a password with letters that the login of SMTP does not take."""


class SmtpChannel:
    """Sends through one mail server, one mail after the other.

    ``allowed`` says whose addresses may be reached. Without ``settings`` it writes and does not
    send.
    """

    name = str(Way.EMAIL)
    is_loud = False
    has_receipts = False
    parallel = 1
    texts = "email"
    facts = NO_FACTS

    def __init__(
        self, settings: SmtpSettings | None, writer: MailWriter, allowed: AllowList
    ) -> None:
        self._settings = settings
        self._writer = writer
        self._allowed = allowed
        self._connection: smtplib.SMTP | None = None

    def carries(self, message: MessageRecord) -> bool:
        """A mail carries everything."""
        return bool(message.key)

    def write(self, letter: Letter) -> Parcel:
        """The mail."""
        return self._writer.write(letter)

    def send(self, parcel: Parcel) -> Receipt:
        """Send one mail; a connection found dead before the content is opened again once."""
        try:
            return self._attempt(parcel)
        except ConnectionLostError:
            self.close()
        try:
            return self._attempt(parcel)
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

    def _attempt(self, parcel: Parcel) -> Receipt:
        if not self._allowed.permits(parcel.address):
            return NOT_LISTED
        try:
            connection = self._connected()
        except _NO_CONNECTION as error:
            return _not_connected(error)
        receipt = hand_over(
            connection, self._writer.address, parcel.address, parcel.content, parcel.ref
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
