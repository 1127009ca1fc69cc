"""The state and all that happened to it, behind one lock."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event, RLock
from typing import Any

from tests.support.zalo.clock import FakeClock
from tests.support.zalo.loopback import require_loopback_url
from tests.support.zalo.scripts import Scripts
from tests.support.zalo.state import State
from tests.support.zalo.wire import Request


@dataclass
class Upload:
    """A file that was uploaded, and when it is forgotten."""

    name: str
    until: float


class World:
    """Everything between two resets; whoever reads or changes it holds ``lock``.

    ``over`` is set at the next reset: whoever waits, waits for it.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self._clear()

    def _clear(self) -> None:
        self.state, self.clock, self.scripts = State(), FakeClock(), Scripts()
        self.over = Event()
        self.log: list[dict[str, Any]] = []
        self.messages: list[dict[str, Any]] = []
        self.webhooks: list[dict[str, Any]] = []
        self.responses: list[dict[str, str]] = []
        self.updates: list[dict[str, Any]] = []
        self.uploads: dict[str, Upload] = {}
        self.bot_webhook: dict[str, str] = {}
        self.held: list[Any] = []
        self.seen: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.used_on: Counter[str] = Counter()
        self.delivered_at: dict[str, float] = {}
        self._numbers: Counter[str] = Counter()

    def reset(self, config: Mapping[str, Any]) -> None:
        """Begin again with the defaults and what is configured; waiting answers are dropped."""
        with self.lock:
            self.over.set()
            self._clear()
            self.configure(config)

    def configure(self, config: Mapping[str, Any]) -> None:
        """Change the state as it is; ``clock`` is the moment at which to stand still."""
        with self.lock:
            said = dict(config)
            if "clock" in said:
                self.clock.set(said.pop("clock"))
            if url := (said.get("webhook") or {}).get("url"):
                require_loopback_url(url)
            self.state.configure(said)
            if "used" in said:
                self.used_on = Counter({self.today(): self.state.used})

    def today(self) -> str:
        """The day that quotas are counted for."""
        return self.clock.now().date().isoformat()

    def number(self, kind: str) -> int:
        """The next number of a kind, from 1."""
        self._numbers[kind] += 1
        return self._numbers[kind]

    def new_id(self) -> str:
        """An id as messages have them; the same in each run of a test."""
        return hashlib.sha256(str(self.number("message")).encode()).hexdigest()[:20]

    def note(self, request: Request) -> dict[str, Any]:
        """Write a call into the log, before it is known what becomes of it."""
        entry = {
            "method": request.method,
            "path": request.path,
            "query": request.query,
            "headers": request.headers,
            "body": request.body.decode("utf-8", "backslashreplace"),
            "ts": self.clock.now().isoformat(),
            "decision": None,
        }
        self.log.append(entry)
        return entry
