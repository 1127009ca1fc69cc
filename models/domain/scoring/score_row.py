"""One scored line of a unit's sheet: as it is worked with, and as it is kept."""

from __future__ import annotations

from decimal import Decimal

from models.domain.criteria.answers import Answer
from models.domain.values import Points, Value, to_hundredths

SELF = "self"
"""Who scored a sheet: the unit itself. Departments that appraise stand there by their code."""


class ScoreRow(Value):
    """The answer to one criterion and its points; ``by`` is who scored it, ``note`` says why."""

    criterion: str
    answer: Answer
    points: Points
    note: str = ""
    by: str = ""

    @property
    def line(self) -> ScoreLine:
        """The row as it is kept."""
        return score_line(self.criterion, self.answer, self.points, self.note, self.by)


ScoreLine = tuple[str, str, int, str, str]
"""A row in plain text and whole numbers, which costs little to send and to store: criterion, answer
as JSON, points as hundredths, note, by."""


def score_line(
    criterion: str, answer: Answer, points: Decimal, note: str = "", by: str = ""
) -> ScoreLine:
    """A row as it is kept; ValueError when the points have more than two places."""
    return criterion, answer.as_json, to_hundredths(points), note, by
