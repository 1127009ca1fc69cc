"""Times of single calls and the table that shows them as ratios."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import perf_counter


def best_ms(call: Callable[[], object], repeats: int) -> float:
    """The shortest of ``repeats`` calls in milliseconds, after one that is not counted."""
    call()
    times = []
    for _ in range(repeats):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return min(times) * 1000


def table(times: Mapping[str, float], against: str) -> str:
    """One line a way: name, milliseconds, ratio to ``against``."""
    peer = times[against]
    return "\n".join(f"{name:28}{ms:9.2f} ms{ms / peer:8.2f} x" for name, ms in times.items())
