"""A task that is a Prefect task run inside a flow run, and a plain function anywhere else.

Flows run on a Prefect server in production and in process in a fast rehearsal and in tests.
Calling a ``@task`` outside a flow run would start a server of its own, so the choice is made here,
once, by looking for a flow run in the context. A process that never imported Prefect is in none:
the upload page uses steps and must not pay the seconds that importing Prefect takes.

A long step shows on the page of its flow run how far it has come.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

P = ParamSpec("P")
R = TypeVar("R")


def step(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a step of a flow under a Vietnamese ``name``.

    A step may be run again at any time, because work is keyed by what it is about; so a failed one
    is not tried again by itself: the next tick, or the next start of its stage, does that.
    """

    def make(function: Callable[P, R]) -> Callable[P, R]:
        @cache
        def as_task() -> Callable[P, R]:
            from prefect import task

            return task(name=name)(function)

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


Item = TypeVar("Item")

FEWEST = 16
MOST_UPDATES = 20
"""The bar moves once for every 16 items, and once for every 5 % of more than 320 items."""


def tracked(items: Iterable[Item], total: int, key: str, what: str) -> Iterator[Item]:
    """Pass ``items`` on and show how many of about ``total`` are done, under ``what``.

    ``key`` names the progress bar among the artifacts: small letters, digits and hyphens. There
    is no bar outside a flow run, nor for so few items that they are done at once.
    """
    if not in_flow_run() or total <= FEWEST:
        yield from items
        return
    from prefect.artifacts import create_progress_artifact, update_progress_artifact

    bar, done = create_progress_artifact(0.0, key, f"{what}: 0/{total}"), 0
    assert isinstance(bar, UUID)
    for done, item in enumerate(items, start=1):
        yield item
        if moves(done, total):
            update_progress_artifact(bar, done * 100 / total, f"{what}: {done}/{total}")
    update_progress_artifact(bar, 100.0, f"{what}: {done}/{done}")


def moves(done: int, total: int) -> bool:
    """Whether the bar moves after this many items, before the last."""
    return done < total and done % max(FEWEST, -(-total // MOST_UPDATES)) == 0
