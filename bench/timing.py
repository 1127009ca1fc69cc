"""Times of single calls and the table that shows them as ratios."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
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


def cpu_of_group(group: int) -> float:
    """CPU seconds of the processes of a process group, of those too that they have waited for."""
    tick, total = os.sysconf("SC_CLK_TCK"), 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                total += sum(map(int, fields[11:15]))
    return total / tick
