"""Points off the total of a unit whose accepted self-assessment came late; only if configured.

No decision that was found takes points off for lateness, so a campaign does so only when its
``campaign.yaml`` says how much.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from models.domain.deadlines import WorkingCalendar, day_in_hanoi
from models.domain.values import Value, half_up
from models.domain.vietnamese.numbers import format_number

DAY = timedelta(days=1)

Off = Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)]


class DayKind(StrEnum):
    """Which days count."""

    CALENDAR = "calendar_days"
    WORKING = "working_days"


class LatePenalty(Value):
    """``points_per_day`` for every day begun, in all no more than ``at_most``.

    Calendar days are stretches of 24 hours from the limit. Working days are those after the last
    day in time up to the day of arrival, of which the first is always counted.
    """

    points_per_day: Off
    at_most: Off
    counted_in: DayKind = DayKind.CALENDAR

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.at_most < self.points_per_day:
            raise ValueError("mức trừ tối đa (at_most) nhỏ hơn mức trừ một ngày (points_per_day)")
        return self

    def points_off(
        self, due: datetime | None, accepted_at: datetime, calendar: WorkingCalendar
    ) -> Decimal:
        """Points off for a form that came late; one day's where it is not known by how much."""
        days = self._days(due or accepted_at, accepted_at, calendar)
        return half_up(min(self.points_per_day * days, self.at_most))

    def _days(self, due: datetime, at: datetime, calendar: WorkingCalendar) -> int:
        if self.counted_in is DayKind.CALENDAR:
            return max(1, -((due - at) // DAY))
        last = day_in_hanoi(due - timedelta(microseconds=1))
        return max(1, calendar.between(last, day_in_hanoi(at)))

    def in_words(self) -> str:
        """The rule as a Vietnamese sentence, printed where points off are shown."""
        days = "ngày" if self.counted_in is DayKind.CALENDAR else "ngày làm việc"
        per_day, most = format_number(self.points_per_day), format_number(self.at_most)
        return f"Nộp muộn bị trừ {per_day} điểm mỗi {days}, tối đa {most} điểm."
