from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from config.loading.campaign import working_calendar
from config.loading.files import Places
from models.domain.errors import ConfigurationError


@pytest.mark.parametrize(
    "day",
    [
        date(2021, 2, 12),  # mồng một Tết
        date(2021, 9, 2),
        date(2021, 5, 3),  # nghỉ bù cho 01/5 vào thứ Bảy
        date(2026, 2, 17),
        date(2026, 9, 2),
        date(2026, 8, 31),
    ],
)
def test_public_holidays_are_not_working_days(day: date) -> None:
    assert not working_calendar([day.year], Places()).is_working(day)


def test_a_make_up_saturday_is_a_working_day() -> None:
    assert working_calendar([2026], Places()).is_working(date(2026, 8, 22))


def test_make_up_days_of_other_years_are_left_out() -> None:
    assert working_calendar([2021], Places()).makeup_days == frozenset()


def test_ordinary_days_follow_the_week() -> None:
    calendar = working_calendar([2021], Places())
    assert calendar.is_working(date(2021, 11, 5))
    assert not calendar.is_working(date(2021, 11, 6))


def test_own_days_are_added_to_those_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "holidays").mkdir()
    own = tmp_path / "holidays" / "2021.yaml"
    own.write_text("holidays: [2021-10-18]\nmakeup_days: [2021-10-23]\n", encoding="utf-8")
    calendar = working_calendar([2021], Places(tmp_path))
    assert not calendar.is_working(date(2021, 10, 18))
    assert calendar.is_working(date(2021, 10, 23))
    assert not calendar.is_working(date(2021, 9, 2))


def test_a_wrong_day_is_told_with_file_and_row(tmp_path: Path) -> None:
    (tmp_path / "holidays").mkdir()
    own = tmp_path / "holidays" / "2021.yaml"
    own.write_text("makeup_days:\n  - ngày 23\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"2021\.yaml, dòng 2: .*2021-11-05"):
        working_calendar([2021], Places(tmp_path))
