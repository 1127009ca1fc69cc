"""Ten thousand malformed workbooks: each must get a verdict, in time and within memory.

Run: ``python -m bench.fuzz_workbooks [cases]``. Goal: no traceback and none that its worker had to
be ended for; the workers in which they are judged allow 2 seconds and 300 MB.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from itertools import islice
from time import perf_counter

from tasks.files.worker_pool import CallLimits, FailedCall, run_in_workers
from tests.support.corpus_form import context
from tests.support.fuzz import cases
from tests.support.fuzz_verdict import Verdict, verdict

LIMITS = CallLimits(seconds=2, megabytes=300)
SEED, CASES, CHUNK = 2021, 10_000, 250


def main(count: int) -> bool:
    """Judge ``count`` cases, print what became of them, and say whether the goal is met."""
    judged: list[tuple[str, Verdict]] = []
    stopped: list[tuple[str, FailedCall]] = []
    start = perf_counter()
    rest = cases(SEED, count)
    while chunk := [(content, name) for name, content in islice(rest, CHUNK)]:
        for (_, name), result in zip(
            chunk, run_in_workers(partial(verdict, context=context()), chunk, LIMITS), strict=True
        ):
            if isinstance(result, FailedCall):
                stopped.append((name, result))
            else:
                judged.append((name, result))
    _report(judged, stopped, perf_counter() - start)
    return not stopped


def _report(
    judged: list[tuple[str, Verdict]], stopped: list[tuple[str, FailedCall]], seconds: float
) -> None:
    slowest = max(judged, key=lambda each: each[1].seconds)
    largest = max(judged, key=lambda each: each[1].megabytes)
    counted = Counter((name.split("_")[0], name.rpartition(".")[2]) for name, _ in judged)
    print(f"{len(judged) + len(stopped)} cases in {seconds:.0f} s, making them included")
    print("verdicts:", dict(Counter(v.kind for _, v in judged).most_common()))
    print("levels:", {" ".join(key): n for key, n in sorted(counted.items())})
    print(f"slowest: {slowest[0]} {slowest[1].seconds * 1000:.0f} ms")
    print(f"largest: {largest[0]} {largest[1].megabytes:.0f} MB")
    print(f"stopped or failed: {len(stopped)}")
    for name, why in stopped[:50]:
        print(f"  {name}: {why.trouble} {why.why}")


if __name__ == "__main__":
    raise SystemExit(0 if main(int((sys.argv[1:] or [CASES])[0])) else 1)
