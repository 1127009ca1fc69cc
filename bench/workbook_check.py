"""The offline check on every workbook of the corpus, run as people run it.

Run: ``python -m bench.workbook_check``. Each file is checked by a process of its own, then all of
them by one. Goal: no traceback and the exit status that the folder of the file asks for.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter

from tests.support.corpus import CONFIG
from tests.support.corpus_cases import Case, cases
from tests.support.corpus_config import CAMPAIGN

COMMAND = (str(Path(sys.executable).with_name("cchc")), "workbook", "check")
CONFIGURED = ("--campaign", CAMPAIGN, "--config-dir", str(CONFIG))
MEANINGS = {0: "accepted", 1: "to be mended or refused", 2: "unreadable"}
TRACE = b"Traceback"


@dataclass(frozen=True)
class Run:
    """One run of the command; ``megabytes`` is the most memory that it held."""

    name: str
    status: int
    seconds: float
    megabytes: float
    failed: bool


def main() -> bool:
    """Check every file, print what came of it, and say whether the goal is met."""
    wanted = {case.name: case.status for case in cases()}
    runs = [_run(case.name, [case], "--unit", case.unit) for case in cases()]
    wrong = [run for run in runs if run.status != wanted[run.name]]
    _report(runs)
    at_once = _run("all at once", cases())
    print(f"all of them by one process: {_cost(at_once)}")
    failed = [run for run in (*runs, at_once) if run.failed]
    print(f"tracebacks: {len(failed)}; unexpected exit status: {len(wrong)}")
    for run in (*failed, *wrong):
        print(f"  {run.name}: exit {run.status}")
    return not failed and not wrong


def _run(name: str, files: Sequence[Case], *more: str) -> Run:
    paths = [str(case.workbook) for case in files]
    with TemporaryFile() as errors:
        start = perf_counter()
        # Popen and wait4, as nothing else tells the memory of this one child.
        child = subprocess.Popen(
            [*COMMAND, *paths, *CONFIGURED, *more], stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        failed = TRACE in errors.read()
    return Run(name, child.returncode, seconds, usage.ru_maxrss / 1024, failed)


def _report(runs: Sequence[Run]) -> None:
    counts = Counter(run.status for run in runs)
    words = (f"{counts[status]} {MEANINGS.get(status, status)}" for status in sorted(counts))
    print(f"{len(runs)} files: {', '.join(words)}")
    slowest = max(runs, key=lambda run: run.seconds)
    largest = max(runs, key=lambda run: run.megabytes)
    print(f"a process for each: median {median(run.seconds for run in runs):.2f} s")
    print(f"slowest: {slowest.name}, {_cost(slowest)}")
    print(f"largest: {largest.name}, {_cost(largest)}")


def _cost(run: Run) -> str:
    return f"{run.seconds:.2f} s, {run.megabytes:.0f} MB"


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
