"""One scored line of a unit's sheet as it is kept."""

from __future__ import annotations

from models.domain.answers import Answer
from models.domain.values import Points, Value


class ScoreRow(Value):
    """The answer to one criterion and its points; ``by`` is who scored it, ``note`` says why."""

    criterion: str
    answer: Answer
    points: Points
    note: str = ""
    by: str = ""
