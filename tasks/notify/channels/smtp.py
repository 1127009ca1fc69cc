"""E-mail over one reused SMTP connection, with a receipt per message."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from typing import Self

from tasks.notify.channels.conversation import ConnectionLostError, hand_over
from tasks.notify.channels.mail import mail_bytes
from tasks.notify.channels.port import Delivery, Outcome, Receipt
from tasks.notify.settings import Sender, SmtpSettings


class SmtpChannel:
    """Sends through one mail server.

    ``allowed`` lists the only addresses that may be reached, in lower case; None (live mode only)
    reaches everyone.
    """

    name = "email"

    def __init__(
        self, settings: SmtpSettings, sender: Sender, allowed: frozenset[str] | None
    ) -> None:
        self._settings = settings
        self._sender = sender
        self._allowed = allowed
        self._connection: smtplib.SMTP | None = None

    def send(self, delivery: Delivery) -> Receipt:
        """Send one mail; a connection found dead before the content is opened again once."""
        try:
            content = mail_bytes(delivery, self._sender)
        except ValueError as error:
            return Receipt(outcome=Outcome.PERMANENT, detail=str(error))
        address = delivery.contact.email
        try:
            return self._attempt(address, content)
        except ConnectionLostError:
            self.close()
        try:
            return self._attempt(address, content)
        except ConnectionLostError as error:
            self.close()
            return Receipt(outcome=Outcome.TEMPORARY, detail=f"mất kết nối trước DATA: {error}")

    def _attempt(self, address: str, content: bytes) -> Receipt:
        if self._allowed is not None and address.lower() not in self._allowed:
            return Receipt(outcome=Outcome.SUPPRESSED, detail="ngoài danh sách được phép gửi thử")
        try:
            connection = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            return Receipt(outcome=Outcome.CHANNEL_DOWN, detail=f"không nối được: {error}")
        receipt = hand_over(connection, self._sender.address, address, content)
        if receipt.outcome is Outcome.UNKNOWN or receipt.code == "421":
            self.close()
        return receipt

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            self._connection = _open(self._settings, self._sender.address.partition("@")[2])
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
    except (OSError, smtplib.SMTPException):
        connection.close()
        raise
    return connection
