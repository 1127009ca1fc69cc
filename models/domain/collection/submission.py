"""What happens between a unit and the round it submits to: past-tense events and their fold.

Events are never changed or deleted; the state of a unit is what the fold makes of its history.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.collection.submission_events import SubmissionEvent
from models.domain.collection.submission_state import SubmissionState


def fold(events: Iterable[SubmissionEvent]) -> SubmissionState:
    """The state that a history, oldest event first, leads to."""
    state = SubmissionState()
    for event in events:
        state = event.apply(state)
    return state
