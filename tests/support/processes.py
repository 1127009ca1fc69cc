"""Which processes there are, as the kernel of Linux tells; elsewhere none are seen."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_PROCESSES = Path("/proc")


def children_of(parent: int) -> list[int]:
    """The processes that ``parent`` started and that are neither gone nor waited for."""
    return [pid for pid in _pids() if _status(pid)[1:2] == [str(parent)] and alive(pid)]


def alive(pid: int) -> bool:
    """Whether a process runs or waits; a zombie does not."""
    return _status(pid)[:1] not in ([], ["Z"])


def _pids() -> list[int]:
    names = (path.name for path in _PROCESSES.iterdir()) if _PROCESSES.exists() else ()
    return sorted(int(name) for name in names if name.isdigit())


def _status(pid: int) -> list[str]:
    """State, parent and more of a process; nothing when it is gone."""
    with suppress(OSError):
        return Path(_PROCESSES, str(pid), "stat").read_text().rpartition(")")[2].split()
    return []
