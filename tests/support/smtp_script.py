"""A mail server that answers as it is told to, and hangs up or falls silent where it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread

HANG_UP = ""
SILENCE = "..."
PLAIN = {
    "GREETING": "220 thu.example",
    "EHLO": "250 thu.example",
    "MAIL": "250 OK",
    "RCPT": "250 OK",
    "DATA": "354 go on",
    "END": "250 2.0.0 queued",
    "RSET": "250 OK",
    "STARTTLS": "220 go on",
    "QUIT": "221 bye",
}
"""What is answered to each command, to the connection and to the end of the content."""
_LAST = ("QUIT", "STARTTLS")
"""It hangs up after these: it can not encrypt."""


class Script(ThreadingTCPServer):
    """The server; ``commands`` is what it was told, ``contents`` are the mails that came whole.

    ``cut_after`` is the number of lines of a mail after which it hangs up.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, answers: dict[str, str], cut_after: int | None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answers = PLAIN | answers
        self.cut_after = cut_after
        self.commands: list[str] = []
        self.contents: list[bytes] = []
        self.connections = 0
        self.over = Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Conversation(StreamRequestHandler):
    server: Script

    def handle(self) -> None:
        self.server.connections += 1
        goes_on = self._answer("GREETING")
        while goes_on and (line := self.rfile.readline()):
            command = line.decode().strip()
            self.server.commands.append(command)
            verb = command.split()[0].upper()
            goes_on = self._answer(verb)
            if goes_on and verb == "DATA":
                goes_on = self._content() and self._answer("END")

    def _content(self) -> bool:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
            if len(lines) == self.server.cut_after:
                return False
        self.server.contents.append(b"".join(lines))
        return True

    def _answer(self, what: str) -> bool:
        """Whether the conversation goes on."""
        answer = self.server.answers[what]
        if answer == SILENCE:
            self.server.over.wait(30)
        elif answer != HANG_UP:
            self.wfile.write(f"{answer}\r\n".encode())
            return what not in _LAST and not answer.startswith("421")
        return False


@contextmanager
def smtp_script(cut_after: int | None = None, **answers: str) -> Iterator[Script]:
    """A server with some answers of its own, while the block runs."""
    with Script(answers, cut_after) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
