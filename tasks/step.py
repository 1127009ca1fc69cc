"""A task that is a Prefect task run inside a flow run, and a plain function anywhere else.

Flows run on a Prefect server in production and in process in a fast rehearsal and in tests.
Calling a ``@task`` outside a flow run would start a server of its own, so the choice is made here,
once, by looking for a flow run in the context.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from prefect import task
from prefect.context import FlowRunContext

P = ParamSpec("P")
R = TypeVar("R")


def step(name: str, retries: int = 0) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a step of a flow under a Vietnamese ``name``.

    ``retries`` counts further tries after a failure, 5 seconds apart; a step may be run again at
    any time, because work is keyed by what it is about.
    """

    def make(function: Callable[P, R]) -> Callable[P, R]:
        as_task = task(name=name, retries=retries, retry_delay_seconds=5)(function)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if FlowRunContext.get() is None:
                return function(*args, **kwargs)
            return as_task(*args, **kwargs)

        return call

    return make
