"""The process in which files from outside are looked at; ``tasks.files.worker_pool`` starts it.

Pickles come in by standard input, each behind a letter, and go out by standard output: a function
to load, answered when that is done, or the arguments of one call, answered with what it came to.
What the process may use is limited, so that a file can end it but not the system, and it ends with
its starter, however that ends.
"""

import ctypes
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

READY = (True, "ready")
LOAD, CALL = b"L", b"C"
"""What stands before a function and before arguments."""
_STOPPED = 124
OUT_OF_TIME = (-27, -14, _STOPPED)
"""How a worker ends whose call took too long: by SIGPROF, SIGALRM, or its own hand on Windows."""
CLOCK_FACTOR = 5
"""How many times its seconds a call may last by the clock: a busy machine is no file's fault."""
_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of <sys/prctl.h>."""
_MEGABYTE = 1024 * 1024


def main() -> None:
    """Answer calls until the input ends. Arguments: seconds for a call, megabytes in all."""
    seconds, megabytes = float(sys.argv[1]), int(sys.argv[2])
    requests, answers = sys.stdin.buffer, _private_output()
    _end_with_starter()
    function: Callable[..., object] | None = None
    while mark := requests.read(1):
        content = pickle.load(requests)
        if mark == LOAD:
            function = content
            _limit_memory(megabytes)
            _send(answers, READY)
        elif function is not None:
            with _ended_after(seconds):
                outcome = _outcome(function, content)
            _send(answers, outcome)


def _outcome(function: Callable[..., object], arguments: tuple[object, ...]) -> object:
    """What the call returns; the error, in words, when it fails: (True, value) or (False, why)."""
    try:
        return True, function(*arguments)
    except Exception as error:
        return False, f"{type(error).__name__}: {error}"


def _send(answers: BinaryIO, answer: object) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _private_output() -> BinaryIO:
    """Standard output for the answers alone: what a library prints goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _end_with_starter() -> None:
    """Let the kernel end this process with the thread that started it, where it can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _limit_memory(megabytes: int) -> None:
    """Refuse memory beyond ``megabytes``, all that is loaded counted, where the system can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE, megabytes * _MEGABYTE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """End this process, whatever it is busy with, unless the block is through in time.

    ``seconds`` are of this process's own work, where the system counts that.
    """
    if sys.platform == "win32":
        alarm = threading.Timer(seconds, os._exit, (_STOPPED,))
        alarm.start()
        yield
        alarm.cancel()
    else:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * CLOCK_FACTOR)
        yield
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
