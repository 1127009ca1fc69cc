"""What a unit was asked to explain, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.explanations import asked_before
from models.domain.collection.submission import SubmissionEvent
from models.domain.scoring.reductions import contested_words
from models.domain.values import Value


class Request(Value):
    """A request to explain: by when, whether there is time left, and about what, in words."""

    limit: str
    is_open: bool
    lines: tuple[str, ...]


def requests_of(workspace: Workspace, history: Iterable[SubmissionEvent]) -> tuple[Request, ...]:
    """The requests in a unit's history, newest first."""
    criteria_set, now = workspace.sets[Form.COMMUNE], workspace.now()
    return tuple(
        Request(
            limit=event.limit.in_words(),
            is_open=event.limit.met_by(now),
            lines=tuple(contested_words(criteria_set.item(i.code), i) for i in event.items),
        )
        for event in reversed(asked_before(history))
    )
