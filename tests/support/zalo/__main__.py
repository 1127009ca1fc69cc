"""Serve until the process is ended, its parent dies, or its standard input is closed."""

from __future__ import annotations

import argparse
import json
import os
import sys
from threading import Event, Thread

from tests.support.zalo import control, routes
from tests.support.zalo.loopback import NotLoopback
from tests.support.zalo.server import Port
from tests.support.zalo.world import World


def main() -> int:
    """Start both ports and print their addresses; 2 if one could be reached from elsewhere."""
    parent, asked, world = os.getppid(), _arguments(), World()
    try:
        api = Port(asked.host, asked.api_port, world, routes.answer)
        steering = Port(asked.host, asked.control_port, world, control.answer)
    except NotLoopback as error:
        print(error, file=sys.stderr)
        return 2
    for port in (api, steering):
        Thread(target=port.serve_forever, args=(0.05,), daemon=True).start()
    print(json.dumps({"api": api.url, "control": steering.url}), flush=True)
    _wait_for_the_end_of(parent)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.support.zalo", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--api-port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    return parser.parse_args()


def _wait_for_the_end_of(parent: int) -> None:
    """Return when the parent, as it was at the start, is gone or nobody can write to us."""
    closed = Event()

    def read() -> None:
        while os.read(sys.stdin.fileno(), 4096):
            pass
        closed.set()

    Thread(target=read, daemon=True).start()
    while not closed.wait(0.5) and os.getppid() == parent:
        pass


if __name__ == "__main__":
    sys.exit(main())
