"""Work on files from outside in worker processes, which a file may stall or kill."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from config.workspace import Workspace
from models.domain.delivery import Delivery
from models.domain.forms import Forms
from tasks.intake.opened import Opened, Runs, judged_alone, judging, open_deliveries
from tasks.sandboxed import Limits, Pool, Stopped
from tasks.workbook.annotate.annotate import Annotated
from tasks.workbook.opinion import Opinion

RETURNS = Limits(seconds=2, megabytes=300)
"""For one spreadsheet; a sound one needs milliseconds."""
OTHERS = Limits(seconds=4, megabytes=512)
"""For one file of evidence; a scan of many pages takes a second."""


class Workers:
    """Two pools of processes, which start when they are needed."""

    def __init__(self) -> None:
        self._returns, self._others = Pool(RETURNS), Pool(OTHERS)

    def end(self) -> None:
        """End the processes; they start again when they are needed."""
        self._returns.end()
        self._others.end()

    def warm(self, forms: Forms, files: int) -> None:
        """Let the workers for so many returns start beside what is done meanwhile."""
        self._returns.warm(judging(forms), files)

    def look_into(self, workspace: Workspace, deliveries: Sequence[Delivery]) -> list[Opened]:
        """Each delivery with what is in it."""
        with workspace.read() as uow:
            contents = [[uow.files.get(sent.file) for sent in one.files] for one in deliveries]
        runs = Runs(judging=_through(self._returns), looking=_through(self._others))
        return open_deliveries(workspace.forms, deliveries, contents, runs)

    def opinion(self, forms: Forms, content: bytes, name: str, sender: str) -> Opinion:
        """The opinion on one file."""
        return judged_alone(forms, content, name, sender, _through(self._returns))

    def mark(
        self, call: Callable[..., Annotated | None], arguments: tuple[Any, ...]
    ) -> Annotated | None:
        """What one call of marking comes to; None when it comes to nothing."""
        result: Annotated | None
        (result,) = _through(self._returns)(call, [arguments])
        return result


_OWN: dict[int, Workers] = {}
"""The workers of this process by its id: a fork must not use those of its parent."""


def workers() -> Workers:
    """The workers of this process, kept for the next files: starting one takes half a second."""
    own = _OWN.get(os.getpid())
    if own is None:
        own = _OWN[os.getpid()] = Workers()
        atexit.register(own.end)
    return own


def _through(pool: Pool) -> Callable[..., Iterator[Any]]:
    """Calls through a pool; None for one that comes to nothing within the limits."""

    def run(function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        for result in pool.map(function, calls):
            yield None if isinstance(result, Stopped) else result

    return run
