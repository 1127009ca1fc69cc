"""Whether a file that came in is news to its sender's history."""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.collection.submission_events import (
    FileReceived,
    RoundExtended,
    SubmissionEvent,
    UnitUnlocked,
)


def is_resent(history: Iterable[SubmissionEvent], file: str) -> bool:
    """Whether ``file`` (SHA-256) is the one judged last, so that its verdict stands and is told.

    Only that is the same submission: A, B, A means that A counts again. Verdicts given before the
    round was reopened for the unit are void.
    """
    last = ""
    for event in history:
        if isinstance(event, FileReceived):
            last = event.file
        elif isinstance(event, RoundExtended | UnitUnlocked):
            last = ""
    return last == file
