"""How far a long step has come, on the page of its flow run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar
from uuid import UUID

from tasks.prefect_steps.step import in_flow_run

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
