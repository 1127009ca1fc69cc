"""How a campaign reminds: when, on which channels, how often."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from models.domain.deadlines import HANOI, day_in_hanoi
from models.domain.messages.channels import ORDER
from models.domain.messages.sending_hours import SendingHours
from models.domain.values import Value


class ReminderPolicy(Value):
    """When, how often and on which ways people are reminded.

    ``ladder`` are the working days before (negative) and after (positive) a limit on which they
    are; day 0 is the last working day that is still in time. ``gates`` are those on which a
    decision that waits is recalled up to its limit; after it, the ladder counts.
    From ``escalate_from`` working days after the limit on, the head of the unit is told as well,
    from ``chairman_from`` on the chairman. Nobody gets more than ``most_a_day`` messages a day, nor
    two within ``gap_minutes``; ``order`` is that in which the ways to a person are tried.
    ``prices`` are what a message costs, in đồng by channel, as the provider's contract says. A
    command that sends more than ``confirm_above`` messages at once is confirmed by who gives it.
    """

    ladder: tuple[int, ...] = (-7, -3, -1, 0, 1)
    gates: tuple[int, ...] = (-1, 0)
    escalate_from: int = Field(default=1, ge=1)
    chairman_from: int = 3
    hours: SendingHours = SendingHours()
    most_a_day: int = Field(default=5, ge=1)
    gap_minutes: int = Field(default=30, ge=0, le=1440)
    order: tuple[str, ...] = Field(default=ORDER, min_length=1)
    confirm_above: int = Field(default=50, ge=0)
    prices: dict[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        if self.chairman_from < self.escalate_from:
            raise ValueError(
                "chairman_from: Chủ tịch không được báo sớm hơn người đứng đầu đơn vị "
                f"(escalate_from: {self.escalate_from})"
            )
        return self


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
