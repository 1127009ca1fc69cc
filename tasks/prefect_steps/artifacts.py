"""Boards in the Prefect UI: each is the newest artifact under its key."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey
from prefect.client.schemas.objects import ArtifactCollection
from prefect.runtime import flow_run, task_run

from config.clock import SystemClock

AS_OF = re.compile(r"tính đến \d\d/\d\d/\d{4} \d\d:\d\d", re.IGNORECASE)
"""The moment that a board names; all else tells whether it has news."""
STALE = timedelta(hours=1)
"""How long a board without news may name an old moment. A tick comes every five minutes, and each
artifact stays in Prefect's database."""


def show(boards: Mapping[str, tuple[str, str]]) -> None:
    """Write each board (title and Markdown, by key) that has news; from within a flow run."""
    wanted = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=list(boards)))
    with get_client(sync_client=True) as client:
        shown = {each.key: each for each in client.read_latest_artifacts(artifact_filter=wanted)}
        for key, (title, text) in boards.items():
            if has_news(text, shown.get(key), SystemClock().now()):
                client.create_artifact(_artifact(key, title, text))


def has_news(text: str, shown: ArtifactCollection | None, now: datetime) -> bool:
    """Whether a board says something that its newest artifact does not, or that one is stale."""
    if shown is None or shown.updated is None or now - shown.updated > STALE:
        return True
    return AS_OF.sub("", text) != AS_OF.sub("", str(shown.data))


def _artifact(key: str, title: str, text: str) -> ArtifactCreate:
    return ArtifactCreate(
        key=key,
        type="markdown",
        description=title,
        data=text,
        flow_run_id=flow_run.id,
        task_run_id=task_run.id,
    )
