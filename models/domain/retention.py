"""How long what providers told of people is kept."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from models.domain.deadlines import day_in_hanoi

ERASED = "sha256:"
"""What stands in place of an erased text: this and its digest, so that a copy is known as such."""


def may_be_erased(last_day: date, months: int, now: datetime) -> bool:
    """Whether ``months`` have passed at ``now`` (aware) since the last day of a campaign."""
    return day_in_hanoi(now) > months_after(last_day, months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where there is none, the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
