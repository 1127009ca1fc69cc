"""Work on files from outside in worker processes, which a file may stall or kill."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

from config.workspace import Workspace
from models.domain.delivery import Delivery
from models.domain.forms import Forms
from tasks.intake.opened import (
    Opened,
    Runs,
    judged_alone,
    judging,
    may_be_return,
    open_deliveries,
)
from tasks.sandboxed import Limits, Pool, Stopped
from tasks.workbook.annotate.annotate import Annotated
from tasks.workbook.opinion import Opinion

T = TypeVar("T")
RETURNS = Limits(seconds=2, megabytes=300)
"""For one spreadsheet; a sound one needs milliseconds."""
AHEAD = 16 * 1024 * 1024
"""Bytes of returns that are judged ahead: some hundreds, whose opinions are as large again."""
OTHERS = Limits(seconds=4, megabytes=512)
"""For one file of evidence; a scan of many pages takes a second."""
File = tuple[bytes, str, str]
"""Content, name, and the code of the sender: what an opinion depends on."""


class Workers:
    """Two pools of processes, which start when they are needed."""

    def __init__(self) -> None:
        self._returns, self._others = Pool(RETURNS), Pool(OTHERS)
        self._begun: dict[tuple[object, File], Future[Opinion | Stopped]] = {}
        self._room = AHEAD

    def end(self) -> None:
        """End the processes; they start again when they are needed."""
        self.forget()
        self._returns.end()
        self._others.end()

    def begin(self, forms: Forms, files: Iterable[File]) -> None:
        """Begin opinions on those of ``files`` that may be returns, while there is room for them.

        An opinion depends on nothing that is stored, so that it holds whenever it is asked for.
        """
        function, begun = judging(forms), list[File]()
        for file in files:
            if may_be_return(*file[:2]) and len(file[0]) <= self._room:
                self._room -= len(file[0])
                begun.append(file)
        futures = self._returns.submit(function, begun)
        self._begun |= {(function, file): one for file, one in zip(begun, futures, strict=True)}

    def forget(self) -> None:
        """Drop the opinions that were begun and nobody has asked for."""
        for future in self._begun.values():
            future.cancel()
        self._begun, self._room = {}, AHEAD

    def look_into(self, workspace: Workspace, deliveries: Sequence[Delivery]) -> list[Opened]:
        """Each delivery with what is in it."""
        with workspace.read() as uow:
            contents = [[uow.files.get(sent.file) for sent in one.files] for one in deliveries]
        runs = Runs(judging=self._opinions, looking=_through(self._others))
        return open_deliveries(workspace.forms, deliveries, contents, runs)

    def opinion(self, forms: Forms, content: bytes, name: str, sender: str) -> Opinion:
        """The opinion on one file."""
        return judged_alone(forms, content, name, sender, self._opinions)

    def mark(
        self, call: Callable[..., Annotated | None], arguments: tuple[Any, ...]
    ) -> Annotated | None:
        """What one call of marking comes to; None when it comes to nothing."""
        result: Annotated | None
        (result,) = _through(self._returns)(call, [arguments])
        return result

    def _opinions(
        self, function: Callable[..., Opinion], files: Sequence[File]
    ) -> Iterator[Opinion | None]:
        """The opinions on files, those that were begun and others; None where there is none."""
        begun = [self._begun.pop((function, file), None) for file in files]
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


def begin_opinions(forms: Forms, files: Iterable[File]) -> None:
    """Let opinions on returns that will be judged soon be formed beside what is done meanwhile."""
    workers().begin(forms, files)


def _through(pool: Pool) -> Callable[..., Iterator[Any]]:
    """Calls through a pool; None for one that comes to nothing within the limits."""

    def run(function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        yield from map(_done, pool.map(function, calls))

    return run


def _done(result: T | Stopped) -> T | None:
    return None if isinstance(result, Stopped) else result
