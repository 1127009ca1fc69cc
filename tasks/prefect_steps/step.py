"""A task that is a Prefect task run inside a flow run, and a plain function anywhere else.

Flows run on a Prefect server in production and in process in a fast rehearsal and in tests.
Calling a ``@task`` outside a flow run would start a server of its own, so the choice is made here,
once, by looking for a flow run in the context. A process that never imported Prefect is in none:
the upload page uses steps and must not pay the seconds that importing Prefect takes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def step(name: str, retries: int = 0) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a step of a flow under a Vietnamese ``name``.

    ``retries`` counts further tries after a failure, 5 seconds apart; a step may be run again at
    any time, because work is keyed by what it is about.
    """

    def make(function: Callable[P, R]) -> Callable[P, R]:
        @cache
        def as_task() -> Callable[P, R]:
            from prefect import task

            return task(name=name, retries=retries, retry_delay_seconds=5)(function)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            return as_task()(*args, **kwargs) if in_flow_run() else function(*args, **kwargs)

        return call

    return make


def in_flow_run() -> bool:
    """Whether a flow run of Prefect is under way here."""
    if "prefect" not in sys.modules:
        return False
    from prefect.context import FlowRunContext

    return FlowRunContext.get() is not None
