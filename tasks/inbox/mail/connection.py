"""A connection to an IMAP server that is watched from its first byte on and has an end.

A server may answer one byte every few seconds, and so never come to an end by itself.
"""

import imaplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from imap_tools import BaseMailBox

from tasks.inbox.mail.mailbox import MailAccount

Watch = Callable[[socket.socket], None]


class Connection(BaseMailBox):
    """The client of an account; ``watch`` gets the socket before anything is read from it."""

    def __init__(self, account: MailAccount, watch: Watch) -> None:
        self._account = account
        self._watch = watch
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return _Client(self._account, self._watch)


class _Client(imaplib.IMAP4):
    """Speaks TLS and verifies the certificate, unless the account says otherwise."""

    def __init__(self, account: MailAccount, watch: Watch) -> None:
        self._context = ssl.create_default_context(cafile=account.ca_file) if account.tls else None
        self._watch = watch
        super().__init__(account.host, account.port, account.timeout)

    def open(self, host: str = "", port: int = 993, timeout: float | None = None) -> None:
        """Open the connection, as the base class lets those who need another one do."""
        self.host, self.port = host, port
        bare = socket.create_connection((host, port), timeout)
        self._watch(bare)
        context = self._context
        self.sock = context.wrap_socket(bare, server_hostname=host) if context else bare
        self.file = self.sock.makefile("rb")


@contextmanager
def cut_off_after(seconds: float) -> Iterator[Callable[[socket.socket], None]]:
    """Shut down the connections that are handed in, once ``seconds`` have passed in the block.

    Whoever waits for one then gets an OSError or the end of what is read.
    """
    watched: list[socket.socket] = []
    ended = Event()

    def watch() -> None:
        if not ended.wait(seconds):
            for connection in watched:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        # A duplicate: TLS takes over the socket itself when it begins.
        yield lambda connection: watched.append(connection.dup())
    finally:
        ended.set()
        thread.join()
        for connection in watched:
            connection.close()
