"""An address that events are sent to: keeps them as they came and answers as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import loads
from threading import Condition, Thread
from time import sleep
from typing import Any


@dataclass(frozen=True)
class Received:
    """An event as bytes and headers, whose names are in lower case."""

    raw: bytes
    headers: dict[str, str]

    @cached_property
    def event(self) -> dict[str, Any]:
        """What it says."""
        found: dict[str, Any] = loads(self.raw)
        return found

    @property
    def msg_id(self) -> str:
        """The message that it is about."""
        return str(self.event["message"]["msg_id"])


class Receiver:
    """``statuses`` are the next answers, 200 after them; each comes after ``slow`` seconds."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.statuses: list[int] = []
        self.slow = 0.0
        self.received: list[Received] = []
        self._news = Condition()

    def take(self, received: Received) -> int:
        """Keep an event; the status to answer with."""
        with self._news:
            self.received.append(received)
            self._news.notify_all()
            return self.statuses.pop(0) if self.statuses else 200

    def wait_for(self, count: int, seconds: float = 5) -> list[Received]:
        """All that came, as soon as it is ``count`` or the time is over."""
        with self._news:
            self._news.wait_for(lambda: len(self.received) >= count, seconds)
            return list(self.received)


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A receiver on a free port of the loopback address, served by a thread."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    inbox = Receiver(f"http://127.0.0.1:{server.server_port}/zalo")
    server.inbox = inbox  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield inbox
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        inbox: Receiver = self.server.inbox  # type: ignore[attr-defined]
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        status = inbox.take(Received(raw, headers))
        sleep(inbox.slow)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass
