"""How long tests take: the longest files begin, and ``--quick`` leaves the longest tests out.

``make durations`` writes ``tests/durations.json`` anew: seconds of each test that takes long, by
the name of its file and its own, so that a file may move. A test that is not in it takes no time.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

FILE = Path(__file__).parent.parent / "durations.json"
LONG = 0.15
"""Seconds from which on a test takes long."""


def name_of(node_id: str) -> str:
    """What a test is called wherever its file lies."""
    return node_id.rpartition(".py::")[0].rpartition("/")[2] + node_id[node_id.find("::") :]


class Durations:
    """Orders the collected tests by what is known of them, and records them when asked to."""

    def __init__(self, quick: bool, record: bool) -> None:
        self._quick, self._record = quick, record
        self._known: dict[str, float] = json.loads(FILE.read_text(encoding="utf-8"))
        self._taken: Counter[str] = Counter()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leave out what is not quick; begin with what waits for servers and what is long."""
        if self._quick:
            left_out = [item for item in items if self._is_long(item)]
            config.hook.pytest_deselected(items=left_out)
            items[:] = [item for item in items if not self._is_long(item)]
        slow = {item.path for item in items if item.get_closest_marker("slow")}
        weights: Counter[Path] = Counter()
        for item in items:
            weights[item.path] += self._seconds(item)
        items.sort(key=lambda item: (item.path not in slow, -weights[item.path]))

    def _seconds(self, item: pytest.Item) -> float:
        return self._known.get(name_of(item.nodeid), 0)

    def _is_long(self, item: pytest.Item) -> bool:
        return item.get_closest_marker("slow") is not None or self._seconds(item) > 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what a test takes, its fixtures too."""
        self._taken[name_of(report.nodeid)] += report.duration

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Record them."""
        if self._record:
            long = {name: round(s, 2) for name, s in self._taken.items() if s >= LONG}
            text = json.dumps(long, ensure_ascii=False, indent=0, sort_keys=True)
            FILE.write_text(text + "\n", encoding="utf-8")
