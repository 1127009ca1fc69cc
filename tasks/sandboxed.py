"""Calls on files from outside, in processes that a file may stall or kill without harm.

A malformed file can make a reader loop for ever, take all memory, or crash the interpreter. Each
call runs in a worker process within limits; a worker that a file kills is replaced and the other
files go on. Why this is no library: ADR 16.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar, cast

from models.domain.errors import UnreadableFile
from tasks.sandbox_worker import OUT_OF_TIME, READY

Result = TypeVar("Result")
Arguments = tuple[object, ...]
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR", "LANG", "LC_ALL", "TZ")
"""All that a worker gets of the environment: it needs no password and no address."""
_GONE = (EOFError, OSError, pickle.UnpicklingError)


class Trouble(StrEnum):
    """Why a call has no result."""

    TOO_LONG = "too_long"
    KILLED = "killed"
    FAILED = "failed"


@dataclass(frozen=True)
class Stopped:
    """A call that came to nothing; ``why`` is for operators, in the words of the system."""

    trouble: Trouble
    why: str = ""

    def as_refusal(self, name: str) -> UnreadableFile:
        """What the sender of the file is told."""
        return UnreadableFile(
            f"Tệp “{name}” có cấu trúc bất thường, hệ thống không đọc được trong giới hạn an toàn. "
            "Đề nghị chép số liệu sang tệp đã gửi cho đơn vị, lưu (.xlsx) rồi gửi lại.",
            name,
        )


@dataclass(frozen=True)
class Limits:
    """What one call may use (``megabytes`` with all that a worker has loaded), how many at once."""

    seconds: float = 2.0
    megabytes: int = 300
    workers: int = 2


DEFAULT = Limits()


def sandboxed(
    function: Callable[..., Result], calls: Sequence[Arguments], limits: Limits = DEFAULT
) -> Iterator[Result | Stopped]:
    """The results of ``function`` for the arguments of each call, in order.

    ``function``, which may be a ``partial`` with what all calls share, goes to each worker once;
    it, arguments and results must be such that pickle can carry them, which no function of the main
    module is. Workers start when the first result is asked for, no more than there are calls, and
    end with the iteration.
    ChildProcessError when a worker does not start.
    """
    if not calls:
        return
    program = pickle.dumps(function, pickle.HIGHEST_PROTOCOL)
    workers = [Worker(program, limits) for _ in range(min(limits.workers, len(calls)))]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def run(arguments: Arguments) -> Result | Stopped:
        worker = idle.get()
        try:
            return cast("Result | Stopped", worker.call(arguments))
        finally:
            idle.put(worker)

    try:
        with ThreadPoolExecutor(len(workers), "sandbox") as threads:
            yield from threads.map(run, calls)
    finally:
        for worker in workers:
            worker.end()


class Worker:
    """One process at a time, started when it is needed and again after a file has ended it."""

    def __init__(self, program: bytes, limits: Limits) -> None:
        self._program, self._limits = program, limits
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, arguments: Arguments) -> object:
        """What the function gives for ``arguments``, or ``Stopped``."""
        process = self._process or self._start()
        try:
            done, result = _ask(process, pickle.dumps(arguments, pickle.HIGHEST_PROTOCOL))
        except _GONE:
            return self._mourned(process)
        if not done:
            self.end()
        return result if done else Stopped(Trouble.FAILED, str(result))

    def end(self) -> None:
        """End the process and wait until it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tasks.sandbox_worker"]
        command += [str(self._limits.seconds), str(self._limits.megabytes)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        try:
            ready = _ask(self._process, self._program)
        except _GONE as error:
            self.end()
            raise ChildProcessError("a worker for files from outside did not start") from error
        assert ready == READY
        return self._process

    def _mourned(self, process: subprocess.Popen[bytes]) -> Stopped:
        """What ended a worker that answers no more."""
        self.end()
        if process.returncode in OUT_OF_TIME:
            return Stopped(Trouble.TOO_LONG, f"more than {self._limits.seconds} s")
        return Stopped(Trouble.KILLED, f"worker ended with {process.returncode}")


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
    return kept | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
