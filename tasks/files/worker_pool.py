"""Calls on files from outside, in processes that a file may stall or kill without harm.

A malformed file can make a reader loop for ever, take all memory, or crash the interpreter. Each
call runs in a worker process within limits; a worker that a file kills is replaced and the other
files go on. Why this is no library: ADR 16.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self, TypeVar, cast

from tasks.files.worker import CALL, LOAD, OUT_OF_TIME, READY

CallResult = TypeVar("CallResult")
Arguments = tuple[object, ...]
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR", "LANG", "LC_ALL", "TZ")
"""All that a worker gets of the environment: it needs no password and no address."""
_HOUSE = Path(__file__).parents[2]
"""Where this package lies: without the site module, nobody but us tells a worker."""
_SPARED = {"PYDANTIC_DISABLE_PLUGINS": "__all__"}
"""What takes a worker time at its start: pydantic looks through all that is installed."""
_GONE = (EOFError, OSError, pickle.UnpicklingError)


class CallFailure(StrEnum):
    """Why a call has no result."""

    TOO_LONG = "too_long"
    KILLED = "killed"
    FAILED = "failed"


@dataclass(frozen=True)
class FailedCall:
    """A call that came to nothing; ``why`` is for operators, in the words of the system."""

    trouble: CallFailure
    why: str = ""


@dataclass(frozen=True)
class CallLimits:
    """What one call may use (``megabytes`` with all that a worker has loaded), how many at once."""

    seconds: float = 2.0
    megabytes: int = 300
    workers: int = 2


DEFAULT = CallLimits()


class WorkerPool:
    """Worker processes that do calls within ``limits``; they start when there is something to do.

    ``end`` it, or use it as a context manager. ChildProcessError when a worker does not start.
    """

    def __init__(self, limits: CallLimits = DEFAULT) -> None:
        self._limits = limits
        self._workers: list[Worker] = []
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def map(
        self, function: Callable[..., CallResult], calls: Sequence[Arguments]
    ) -> Iterator[CallResult | FailedCall]:
        """The results of ``function`` for the arguments of each call, in order; work begins now.

        ``function``, which may be a ``partial`` with what all calls share, goes to a worker when
        it is not the one that it has; it, arguments and results must be such that pickle can carry
        them.
        """
        return _results(self.submit(function, calls))

    def submit(
        self, function: Callable[..., CallResult], calls: Sequence[Arguments]
    ) -> list[Future[CallResult | FailedCall]]:
        """As ``map``, for results that are fetched one by one; it does not wait."""
        if not calls:
            return []
        threads, program = self._executor(len(calls)), _pickled(function)
        return [threads.submit(self._call, program, arguments) for arguments in calls]

    def end(self) -> None:
        """Drop the calls that have not begun and end the workers."""
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.end()
        self._workers, self._idle, self._threads = [], SimpleQueue(), None

    def _executor(self, calls: int) -> ThreadPoolExecutor:
        """The threads, as many as workers; a worker ends with the thread that has started it."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._limits.workers, "sandbox")
        while len(self._workers) < min(self._limits.workers, calls):
            self._workers.append(Worker(self._limits))
            self._idle.put(self._workers[-1])
        return self._threads

    def _call(self, program: bytes, arguments: Arguments) -> CallResult | FailedCall:
        worker = self._idle.get()
        try:
            return cast("CallResult | FailedCall", worker.call(program, arguments))
        finally:
            self._idle.put(worker)


class Worker:
    """One process at a time, started when it is needed and again after a file has ended it."""

    def __init__(self, limits: CallLimits) -> None:
        self._limits, self._program = limits, b""
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, program: bytes, arguments: Arguments) -> object:
        """What the pickled function gives for ``arguments``, or ``Stopped``."""
        process = self._load(program)
        try:
            done, result = _ask(process, CALL + pickle.dumps(arguments, pickle.HIGHEST_PROTOCOL))
        except _GONE:
            return self._failure(process)
        if not done:
            self.end()
        return result if done else FailedCall(CallFailure.FAILED, str(result))

    def _load(self, program: bytes) -> subprocess.Popen[bytes]:
        """The process, which has this pickled function; ChildProcessError if it does not start."""
        if self._process is not None and self._process.poll() is not None:
            self.end()  # It died while it had nothing to do: not the fault of this file.
        process = self._process or self._start()
        if program != self._program:
            try:
                assert _ask(process, LOAD + program) == READY
            except _GONE as error:
                self.end()
                raise ChildProcessError("a worker for files did not start") from error
            self._program = program
        return process

    def end(self) -> None:
        """End the process and wait until it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process, self._program = None, b""

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-S", "-m", "tasks.files.worker"]
        command += [str(self._limits.seconds), str(self._limits.megabytes)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        return self._process

    def _failure(self, process: subprocess.Popen[bytes]) -> FailedCall:
        """What ended a worker that answers no more."""
        self.end()
        if process.returncode in OUT_OF_TIME:
            return FailedCall(CallFailure.TOO_LONG, f"more than {self._limits.seconds} s")
        return FailedCall(CallFailure.KILLED, f"worker ended with {process.returncode}")


def run_in_workers(
    function: Callable[..., CallResult], calls: Sequence[Arguments], limits: CallLimits = DEFAULT
) -> Iterator[CallResult | FailedCall]:
    """As ``Pool.map``, with workers that end with the iteration."""
    with WorkerPool(limits) as pool:
        yield from pool.map(function, calls)


def _results(futures: list[Future[CallResult | FailedCall]]) -> Iterator[CallResult | FailedCall]:
    """What calls come to, in order, and none kept; the rest is dropped when nobody asks on."""
    futures.reverse()
    try:
        while futures:
            yield futures.pop().result()
    finally:
        for future in futures:
            future.cancel()


@lru_cache(maxsize=8)
def _pickled(function: Callable[..., object]) -> bytes:
    """Remembered for this very function: what all calls share may be a whole campaign."""
    return pickle.dumps(function, pickle.HIGHEST_PROTOCOL)


def _ask(process: subprocess.Popen[bytes], frame: bytes) -> tuple[bool, object]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(frame)
    process.stdin.flush()
    answer: tuple[bool, object] = pickle.load(process.stdout)
    return answer


def _environment() -> dict[str, str]:
    """What a worker may know: where to import from, and what a process needs to run at all."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    paths = dict.fromkeys([str(_HOUSE), *(path or str(Path.cwd()) for path in sys.path)])
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), **_SPARED}
