"""An end to a conversation that never ends: a server may answer one byte every few seconds."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread


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
