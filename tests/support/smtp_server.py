"""A real SMTP server in a process of its own, which writes down every mail that it takes.

``python -m tests.support.smtp_server LOG`` prints its port and serves until its input ends. To
recipients whose local part begins with ``slow`` it takes the mail and answers too late.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.smtp import SMTP

TOO_LATE = 5.0
"""Seconds after which ``slow`` recipients' mails are answered."""


class Taking:
    """Takes everything, and appends recipient and Message-ID to ``log``."""

    def __init__(self, log: Path) -> None:
        self._log = log.open("a", buffering=1)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        recipient = envelope.rcpt_tos[0]
        named = re.search(rb"^Message-ID: (\S+)", envelope.content, re.MULTILINE)
        message_id = named[1].decode() if named else ""
        self._log.write(json.dumps([recipient, message_id]) + "\n")
        if recipient.startswith("slow"):
            await asyncio.sleep(TOO_LATE)
        return "250 2.0.0 queued"


async def _serve(log: Path) -> None:
    loop = asyncio.get_running_loop()
    taking = Taking(log)
    server = await loop.create_server(lambda: SMTP(taking, loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


@contextmanager
def smtp_server(log: Path) -> Iterator[int]:
    """The port of a server that writes into ``log``, while the block runs."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.smtp_server", str(log)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.stdin.close()
            server.kill()


def taken(log: Path) -> list[str]:
    """The Message-IDs of the mails that were taken, as often as they were."""
    lines = log.read_text().split("\n")[:-1] if log.exists() else []
    return [json.loads(line)[1] for line in lines]


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
