"""Work on files from outside in worker processes, which a file may stall or kill."""

import atexit
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from config.workspace import Workspace
from models.domain.checks.forms import Forms
from models.domain.delivery import Arrival, Delivery
from tasks.files.worker_pool import CallLimits, FailedCall, WorkerPool
from tasks.intake.opening import (
    FileCalls,
    OpenedDelivery,
    judged_alone,
    judging,
    may_be_return,
    open_deliveries,
)
from tasks.workbook.annotate.annotate import Annotated
from tasks.workbook.opinion import Opinion

T = TypeVar("T")
RETURNS = CallLimits(seconds=2, megabytes=300)
"""For one spreadsheet; a sound one needs milliseconds."""
BYTES_AHEAD = 16 * 1024 * 1024
"""Of returns that are judged ahead: some hundreds, whose opinions are as large again."""
OTHERS = CallLimits(seconds=4, megabytes=512)
"""For one file of evidence; a scan of many pages takes a second."""


class Workers:
    """Pools of processes, which start when they are needed.

    Whoever has a file marked waits for it: that has a pool of its own, and overtakes opinions.
    """

    def __init__(self) -> None:
        self._returns, self._others = WorkerPool(RETURNS), WorkerPool(OTHERS)
        self._marks = WorkerPool(replace(RETURNS, workers=1))
        self._begun: dict[tuple[object, Arrival], Future[Opinion | FailedCall]] = {}
        self._room = BYTES_AHEAD

    def end(self) -> None:
        """End the processes; they start again when they are needed."""
        self.forget()
        for pool in (self._returns, self._marks, self._others):
            pool.end()

    def begin(self, forms: Forms, files: Iterable[Arrival]) -> None:
        """Begin opinions on those of ``files`` that may be returns, while there is room for them.

        An opinion depends on nothing that is stored, so that it holds whenever it is asked for.
        """
        function, new = judging(forms), list[Arrival]()
        for file in dict.fromkeys(files):
            is_new = (function, file) not in self._begun and may_be_return(*file[:2])
            if is_new and len(file[0]) <= self._room:
                self._room -= len(file[0])
                new.append(file)
        futures = self._returns.submit(function, new)
        self._begun |= {(function, file): one for file, one in zip(new, futures, strict=True)}

    def forget(self) -> None:
        """Drop the opinions that were begun."""
        while self._begun:
            self._begun.popitem()[1].cancel()
        self._room = BYTES_AHEAD

    def look_into(
        self, workspace: Workspace, deliveries: Sequence[Delivery]
    ) -> list[OpenedDelivery]:
        """Each delivery with what is in it."""
        with workspace.read() as uow:
            contents = [[uow.files.get(sent.file) for sent in one.files] for one in deliveries]
        runs = FileCalls(judging=self._opinions, looking=_through(self._others))
        return open_deliveries(workspace.forms, deliveries, contents, runs)

    def opinion(self, forms: Forms, content: bytes, name: str, sender: str) -> Opinion:
        """The opinion on one file."""
        return judged_alone(forms, content, name, sender, self._opinions)

    def mark(
        self, function: Callable[..., Annotated | None], calls: Sequence[tuple[Any, ...]]
    ) -> Iterator[Annotated | None]:
        """What calls of marking come to; None for one that comes to nothing."""
        return _through(self._marks)(function, calls)

    def _opinions(
        self, function: Callable[..., Opinion], files: Sequence[Arrival]
    ) -> Iterator[Opinion | None]:
        """The opinions on files, those that were begun and others; None where there is none."""
        begun = [self._begun.get((function, file)) for file in files]
        missing = [file for file, one in zip(files, begun, strict=True) if one is None]
        others = self._returns.map(function, missing)
        for one in begun:
            yield _done(one.result() if one else next(others))


_OWN: dict[int, Workers] = {}
"""The workers of this process by its id: a fork must not use those of its parent."""


def workers() -> Workers:
    """The workers of this process, kept for the next files: starting one takes half a second."""
    own = _OWN.get(os.getpid())
    if own is None:
        own = _OWN[os.getpid()] = Workers()
        atexit.register(own.end)
    return own


@contextmanager
def opinions_ahead() -> Iterator[Callable[[Forms, Iterable[Arrival]], None]]:
    """Begin opinions on returns that will be judged in this block, beside what is done before."""
    try:
        yield lambda forms, files: workers().begin(forms, files)
    finally:
        workers().forget()


def _through(pool: WorkerPool) -> Callable[..., Iterator[Any]]:
    """Calls through a pool; None for one that comes to nothing within the limits."""

    def run(function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        yield from map(_done, pool.map(function, calls))

    return run


def _done(result: T | FailedCall) -> T | None:
    return None if isinstance(result, FailedCall) else result
