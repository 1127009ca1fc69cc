"""How many nudges a person gets a day, and how far apart."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from models.domain.deadlines import HANOI, day_in_hanoi
from models.domain.messages.message import Purpose

NUDGES = frozenset(
    {
        Purpose.REMINDER,
        Purpose.LATE,
        Purpose.ESCALATION,
        Purpose.CHAIRMAN_LIST,
        Purpose.GATE_REMINDER,
        Purpose.DIGEST,
    }
)
"""Messages that press for something; answers, decisions and documents are not counted."""


def paced(
    moment: datetime, sent: Collection[datetime], most_a_day: int, gap_minutes: int
) -> datetime:
    """The first moment from ``moment`` on at which one more nudge is decent.

    ``sent`` are the moments of those that the person had; all are aware. A day that has had its
    nudges is left at its end.
    """
    day = day_in_hanoi(moment)
    today = [each for each in sent if day_in_hanoi(each) == day]
    if len(today) >= most_a_day:
        midnight = datetime.combine(day, datetime.min.time(), HANOI)
        return midnight + timedelta(days=1)
    gap = timedelta(minutes=gap_minutes)
    return max([moment, *(each + gap for each in today)])
