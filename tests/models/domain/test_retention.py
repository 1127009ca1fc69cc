"""What is old enough to be erased."""

from datetime import date, datetime

import pytest

from models.domain.deadlines import HANOI
from models.domain.retention import may_be_erased, months_after


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2021, 12, 31), 24, date(2023, 12, 31)),
        (date(2021, 12, 31), 2, date(2022, 2, 28)),
        (date(2022, 1, 31), 25, date(2024, 2, 29)),
        (date(2021, 11, 25), 1, date(2021, 12, 25)),
        (date(2021, 11, 25), 2, date(2022, 1, 25)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_its_month(day, months, later):
    assert months_after(day, months) == later


def test_the_last_day_itself_still_counts_in_hanoi():
    end = date(2021, 11, 25)
    assert not may_be_erased(end, 24, datetime(2023, 11, 25, 23, 59, tzinfo=HANOI))
    assert may_be_erased(end, 24, datetime(2023, 11, 26, 0, 0, tzinfo=HANOI))
