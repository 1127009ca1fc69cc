"""The two ports: HTTP in and out, and connections that break on purpose."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from urllib.parse import parse_qsl, urlsplit

from tests.support.zalo.loopback import require_loopback_host
from tests.support.zalo.wire import Answer, Cut, Request
from tests.support.zalo.world import World

Rules = Callable[[World, Request], Answer]


class Port(ThreadingHTTPServer):
    """A port that answers by ``rules``; calls that hang do not keep the process alive."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, host: str, port: int, world: World, rules: Rules) -> None:
        self.world, self.rules = world, rules
        super().__init__((require_loopback_host(host), port), Handler)

    @property
    def url(self) -> str:
        """Its address."""
        host, port = self.socket.getsockname()[:2]
        return f"http://{host}:{port}"

    def server_bind(self) -> None:
        """Bind, and ask no name server what this machine is called."""
        TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: callers who hang up are part of the play."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Port
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer."""
        self._serve()

    def do_POST(self) -> None:
        """Answer."""
        self._serve()

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing; the log is asked for."""

    def _serve(self) -> None:
        world = self.server.world
        over = world.over
        request = self._request()
        answer = self.server.rules(world, request)
        for act in request.before_answer:
            act()
        if answer.pause:
            over.wait(answer.pause)
        if answer.cut is None:
            self._give(answer)
        else:
            self._end(answer.cut)

    def _request(self) -> Request:
        address = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        return Request(
            method=self.command,
            path=address.path,
            query=dict(parse_qsl(address.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )

    def _give(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def _end(self, cut: Cut) -> None:
        """Close without a word; a reset leaves nothing that could be closed in good order."""
        self.close_connection = True
        if cut is Cut.RESET:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            socket.close(self.connection.detach())
