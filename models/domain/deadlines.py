"""Limits of the plan and working days.

"Trước ngày X" excludes X; "chậm nhất vào ngày X" includes it. Both may name an hour: "trước" then
excludes the minute it names and "chậm nhất" includes it. Moments are aware datetimes; the working
calendar is data built outside the domain.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import field_validator

from models.domain.values import Value

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def day_in_hanoi(at: datetime) -> date:
    """The day that an aware moment falls on in Hanoi."""
    return at.astimezone(HANOI).date()


class LimitKind(StrEnum):
    """How a limit treats the day it names."""

    BEFORE = "before"
    AT_LATEST = "at_latest"


class Limit(Value):
    """A limit of the plan: its kind, its day, and the hour of that day if one is named.

    ``hour`` is in Hanoi and to the minute, as the plan words it.
    """

    kind: LimitKind
    day: date
    hour: time | None = None

    @field_validator("hour")
    @classmethod
    def _to_the_minute(cls, hour: time | None) -> time | None:
        if hour is not None and (hour.tzinfo is not None or hour.second or hour.microsecond):
            raise ValueError("giờ ghi theo giờ Việt Nam dạng 17:00, không kèm giây và múi giờ")
        return hour

    @property
    def closes(self) -> datetime:
        """The first moment that is too late (aware, Asia/Ho_Chi_Minh)."""
        named = datetime.combine(self.day, self.hour or time(0), HANOI)
        if self.kind is LimitKind.BEFORE:
            return named
        return named + (timedelta(days=1) if self.hour is None else timedelta(minutes=1))

    @property
    def last_day(self) -> date:
        """The last calendar day on which the work is still in time."""
        return (self.closes - timedelta(microseconds=1)).astimezone(HANOI).date()

    def met_by(self, moment: datetime) -> bool:
        """Whether work finished at ``moment`` (aware) is in time."""
        return moment < self.closes

    def in_words(self) -> str:
        """The limit as the plan writes it, in Vietnamese."""
        day = f"{self.day:%d/%m/%Y}"
        words = "trước ngày" if self.kind is LimitKind.BEFORE else "chậm nhất vào ngày"
        if self.hour is None:
            return f"{words} {day}"
        before = "trước" if self.kind is LimitKind.BEFORE else "chậm nhất"
        return f"{before} {self.hour:%H} giờ {self.hour:%M} ngày {day}"

    def in_full(self) -> str:
        """The limit with what it means for the day or minute it names, for who must keep it."""
        named = f"ngày {self.day:%d/%m/%Y}" if self.hour is None else f"{self.hour:%H giờ %M}"
        if self.kind is LimitKind.BEFORE:
            return f"{self.in_words()} (không tính {named})"
        return f"{self.in_words()} (tính cả {named})"

    def end_in_words(self) -> str:
        """The last moment in time as it stands after "đến" (until): "hết ngày 12/11/2021"."""
        if self.hour is not None:
            return f"{self.hour:%H} giờ {self.hour:%M} ngày {self.day:%d/%m/%Y}"
        return f"hết ngày {self.last_day:%d/%m/%Y}"


class WorkingCalendar(Value):
    """Working days: Monday to Friday, less public holidays, plus make-up days."""

    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices are open on ``day``; a make-up day wins over weekend and holiday."""
        if day in self.makeup_days:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def on_or_after(self, day: date) -> date:
        """``day``, or the next working day when offices are closed then."""
        return day if self.is_working(day) else self.shift(day, 1)

    def on_or_before(self, day: date) -> date:
        """``day``, or the working day before it when offices are closed then."""
        return day if self.is_working(day) else self.shift(day, -1)

    def shift(self, day: date, working_days: int) -> date:
        """The day ``working_days`` working days after ``day`` (before, if negative; 0: ``day``)."""
        step = timedelta(days=1 if working_days > 0 else -1)
        for _ in range(abs(working_days)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def between(self, start: date, end: date) -> int:
        """Number of working days after ``start`` up to and including ``end`` (0 if not after)."""
        days = (end - start).days
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, days + 1))
