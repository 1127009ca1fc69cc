"""What becomes of a malformed workbook, and what it took."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from models.domain.checks.context import CheckContext
from models.domain.checks.findings import blocks
from models.domain.checks.self_assessment.review import assess
from models.domain.errors import UnreadableFile
from tasks.workbook.read.parse import parse_self_assessment
from tasks.workbook.read.read import read_workbook

_HIGH_WATER = Path("/proc/self/status")


@dataclass(frozen=True)
class Verdict:
    """``kind`` is accepted, findings or refused; ``megabytes`` is the most that was in use."""

    kind: str
    seconds: float
    megabytes: float


def verdict(content: bytes, name: str, context: CheckContext) -> Verdict:
    """Judge a file as the server would; runs in a worker."""
    _forget_high_water()
    start = perf_counter()
    kind = _kind(content, name, context)
    return Verdict(kind, perf_counter() - start, _high_water())


def _kind(content: bytes, name: str, context: CheckContext) -> str:
    try:
        found = assess(parse_self_assessment(read_workbook(content, name)), context).findings
    except UnreadableFile as error:
        helps = error.message.startswith(f"Tệp “{name}”") and "Đề nghị" in error.message
        return "refused" if helps else "refused without help"
    return "findings" if blocks(found) else "accepted"


def _forget_high_water() -> None:
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _high_water() -> float:
    """The most memory since it was last forgotten, in MB; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    lines = _HIGH_WATER.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
