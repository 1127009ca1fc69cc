"""Whether a file that came in is news to its sender's history."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from models.domain.arrival import Arrival
from models.domain.submission import FileReceived, RoundExtended, SubmissionEvent, UnitUnlocked


class News(Enum):
    """What an arrival is to the history of who sent it."""

    NEW = "to be judged"
    RESENT = "the file judged last, sent once more: its verdict stands and is told again"
    JUDGED = "this very arrival has its verdict; a tick that died is made good"


def news_of(history: Iterable[SubmissionEvent], arrival: Arrival) -> News:
    """Only the file judged last is the same submission: A, B, A means that A counts again.

    Verdicts given before the round was reopened for the unit are void.
    """
    received: list[FileReceived] = []
    for event in history:
        if isinstance(event, FileReceived):
            received.append(event)
        elif isinstance(event, RoundExtended | UnitUnlocked):
            received.clear()
    if any((event.file, event.at) == (arrival.file, arrival.at) for event in received):
        return News.JUDGED
    if received and received[-1].file == arrival.file:
        return News.RESENT
    return News.NEW
