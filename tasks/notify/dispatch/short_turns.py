"""Turns of threads at the interpreter, short while some of them talk to servers."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

TURN = 0.0002
"""Seconds for which a busy thread keeps the interpreter when another one has work."""


@contextmanager
def short_turns() -> Iterator[None]:
    """Let a thread go on soon after its server has answered.

    While messages are written, it would else wait 5 ms for its turn after each of the four answers
    that a mail takes: as long as to send ten.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
