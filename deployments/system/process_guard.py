"""End a group of processes when the one that started it is gone, however that ended.

Run as ``python -m deployments.system.process_guard GROUP SECONDS`` beside the group, and not in it:
what has not ended so long after it was interrupted is killed. The starter holds the other end of
this one's standard input and never writes to it: it closes when the starter ends, also by a signal
that nobody can handle.
"""

import os
import signal
import sys
import time

STOP_SECONDS = 10


def main() -> None:
    """Wait for the end of the starter, then end the group."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdin.buffer.read()
    group, seconds = sys.argv[1:]
    end_group(int(group), float(seconds))


def end_group(group: int, seconds: float) -> None:
    """Interrupt all processes of a group, and kill what is still there after ``seconds``."""
    try:
        os.killpg(group, signal.SIGINT)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            os.killpg(group, 0)
            time.sleep(0.1)  # noqa: TID251 - processes of ours, not the campaign's time
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    main()
