"""CPU seconds of short commands, beside the same without one of the ways that make them start fast.

``python -m bench.start [PAIRS]``: pairs of runs in turns; seconds of CPU, for the machine may be
busy with other things. What wins less than a tenth is not worth its lines.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

MAIN = "from deployments.cli import main; main()"
CAMPAIGN = "huong-khe-2021"
EARLY = "import prefect, sqlalchemy, models.store; "
COMMANDS: dict[str, dict[str, Sequence[str]]] = {
    "cchc campaigns": {
        "as it is": ("-c", MAIN, "campaigns"),
        "with Prefect imported": ("-c", EARLY + MAIN, "campaigns"),
    },
    "cchc round show": {
        "as it is": ("-c", MAIN, "round", "show", CAMPAIGN),
        "with a rare garbage collection": (
            "-c",
            "import gc; gc.set_threshold(100_000, 50, 1000); " + MAIN,
            "round",
            "show",
            CAMPAIGN,
        ),
    },
}


def cpu(arguments: Sequence[str], home: Path) -> float:
    """CPU seconds that Python needs for ``arguments``."""
    environment = {**os.environ, "CCHC_HOME": str(home)}
    with Path(os.devnull).open("w") as nothing:
        out = [(os.POSIX_SPAWN_DUP2, nothing.fileno(), 1)]
        child = os.posix_spawn(
            sys.executable, [sys.executable, *arguments], environment, file_actions=out
        )
        _, status, used = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, arguments
    return used.ru_utime + used.ru_stime


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with TemporaryDirectory() as folder:
        home = Path(folder)
        cpu(("-c", MAIN, "open", CAMPAIGN), home)
        for command, ways in COMMANDS.items():
            times: dict[str, list[float]] = {way: [] for way in ways}
            for _ in range(pairs):
                for way, arguments in ways.items():
                    times[way].append(cpu(arguments, home))
            base = statistics.median(times[next(iter(ways))])
            print(command)
            for way, seconds in times.items():
                middle = statistics.median(seconds)
                print(f"  {way:32}{middle:7.2f} s CPU{middle / base:7.2f} x")


if __name__ == "__main__":
    main()
