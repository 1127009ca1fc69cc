"""When a message may reach a person: office hours, the floor of the night, the class of a message.

Hours are those of Asia/Ho_Chi_Minh. A channel is loud when it makes a telephone ring; mail is not.
"""

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Self

from pydantic import Field, model_validator

from models.domain.deadlines import HANOI, WorkingCalendar, day_in_hanoi
from models.domain.messages.purposes import Manner
from models.domain.values import Value

_MINUTE = timedelta(minutes=1)
_ANY = date(2021, 1, 1)

Span = tuple[time, time]
"""From the first time on, up to the second, which is outside."""


class SendingHours(Value):
    """The hours of a day in which people are written to, as the office keeps them.

    ``office`` are spans in order, of a minute at least, ``day`` is outside the night. A release is
    spread over ``spread`` minutes, so that not everybody's telephone rings at once.
    """

    office: tuple[Span, ...] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
    day: Span = (time(6), time(21, 30))
    spread: int = Field(default=10, ge=0, le=60)

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        moments = [moment for span in self.office for moment in span]
        if not moments or moments != sorted(set(moments)) or self.day[0] >= self.day[1]:
            raise ValueError("giờ gửi tin phải ghi từ sớm đến muộn, mỗi khoảng một đầu và một cuối")
        if any(_at(_ANY, ends) - _at(_ANY, begins) < _MINUTE for begins, ends in self.office):
            raise ValueError("mỗi khoảng giờ hành chính phải dài ít nhất một phút")
        if moments[0] < self.day[0] or moments[-1] > self.day[1]:
            raise ValueError("giờ hành chính phải nằm trong khoảng giờ ban ngày")
        return self

    def opening(
        self, manner: Manner, loud: bool, calendar: WorkingCalendar, moment: datetime
    ) -> datetime:
        """The first moment from ``moment`` (aware) on at which such a message may go out."""
        if manner is not Manner.ROUTINE and not loud:
            return moment
        spans = self.office if manner is Manner.ROUTINE else (self.day,)
        local, day = moment.astimezone(HANOI), day_in_hanoi(moment)
        while True:
            if manner is not Manner.ROUTINE or calendar.is_working(day):
                for begins, ends in spans:
                    if local < _at(day, ends):
                        return max(local, _at(day, begins))
            day += timedelta(days=1)

    def slot(self, number: int, day: date, who: str) -> datetime:
        """The moment on ``day`` at which ``who`` is written to in the span ``number`` (0 is first).

        The same person is always written to at the same minute of the spread.
        """
        begins, ends = self.office[min(number, len(self.office) - 1)]
        width = min(self.spread, (_at(day, ends) - _at(day, begins)) // _MINUTE - 1)
        shift = int.from_bytes(sha256(who.encode()).digest()[:4], "big") % (width + 1)
        return _at(day, begins) + timedelta(minutes=shift)


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, HANOI)
