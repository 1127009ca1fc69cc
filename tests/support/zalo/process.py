"""The server for a test: started, steered, and ended whatever happens."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.support.zalo.loopback import require_loopback_url

ROOT = Path(__file__).parents[3]
SECONDS = 10


class ZaloServer:
    """A running server. ``api`` is the base address of all four hosts."""

    def __init__(self, api: str, control: str) -> None:
        self.api, self.control = require_loopback_url(api), require_loopback_url(control)

    def reset(self, **config: Any) -> None:
        """Begin again with the defaults and these values of the state."""
        self._ask("POST", "/__/reset", config)

    def set(self, **config: Any) -> None:
        """Change values of the state and keep what happened."""
        self._ask("POST", "/__/set", config)

    def clock(self, iso: str | None, tz: str = "Asia/Ho_Chi_Minh") -> None:
        """Stand still at a moment; none lets the machine's time run again."""
        self._ask("POST", "/__/clock", {"iso": iso, "tz": tz})

    def advance(self, seconds: float) -> None:
        """Stand still so much later."""
        self._ask("POST", "/__/clock", {"advance": seconds})

    def script(self, match: Mapping[str, str], *answers: Mapping[str, Any]) -> None:
        """Write down the answers to the next calls that match."""
        self._ask("POST", "/__/script", {"match": dict(match), "answers": list(answers)})

    def emit(self, event: Mapping[str, Any]) -> int | None:
        """Let an event happen; what the webhook address answered, if there is one."""
        status: int | None = self._ask("POST", "/__/emit", dict(event))["status"]
        return status

    def state(self) -> dict[str, Any]:
        """The state as it is now."""
        state: dict[str, Any] = self._ask("GET", "/__/state")
        return state

    def log(self) -> list[dict[str, Any]]:
        """All calls in order, each with what was decided."""
        return self._list("log")

    def messages(self) -> list[dict[str, Any]]:
        """All that people received, in order."""
        return self._list("messages")

    def webhooks(self) -> list[dict[str, Any]]:
        """All attempts to tell the app of an event."""
        return self._list("webhooks")

    def _list(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask("GET", f"/__/{name}")
        return found

    def _ask(self, method: str, path: str, content: object = None) -> Any:
        connection = HTTPConnection(urlsplit(self.control).netloc, timeout=SECONDS)
        try:
            connection.request(method, path, json.dumps(content or {}))
            answer = connection.getresponse()
            said = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise ValueError(said["why"])
        return said


@contextmanager
def zalo_server() -> Iterator[ZaloServer]:
    """A server in a process of its own, on free ports."""
    command = [sys.executable, "-m", "tests.support.zalo"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe) as process:
        try:
            assert process.stdout is not None
            yield ZaloServer(**json.loads(process.stdout.readline()))
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close its input, which is enough; end it by force if it is not."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
