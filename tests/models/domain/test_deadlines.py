"""Both kinds of limit, with and without an hour, and the working calendar around holidays."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.domain.deadlines import HANOI, Limit, LimitKind, WorkingCalendar
from tests.support.properties import PROPERTY

FRIDAY = date(2021, 11, 5)
MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
BEFORE, AT_LATEST = LimitKind.BEFORE, LimitKind.AT_LATEST


def hanoi(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("kind", "hour", "closes", "last_day", "words"),
    [
        (BEFORE, None, hanoi(2021, 11, 5), date(2021, 11, 4), "trước ngày 05/11/2021"),
        (AT_LATEST, None, hanoi(2021, 11, 6), FRIDAY, "chậm nhất vào ngày 05/11/2021"),
        (
            BEFORE,
            time(17),
            hanoi(2021, 11, 5, 17),
            FRIDAY,
            "trước 17 giờ 00 ngày 05/11/2021",
        ),
        (
            AT_LATEST,
            time(17),
            hanoi(2021, 11, 5, 17, 1),
            FRIDAY,
            "chậm nhất 17 giờ 00 ngày 05/11/2021",
        ),
        (BEFORE, time(0), hanoi(2021, 11, 5), date(2021, 11, 4), "trước 00 giờ 00 ngày 05/11/2021"),
        (
            AT_LATEST,
            time(0),
            hanoi(2021, 11, 5, 0, 1),
            FRIDAY,
            "chậm nhất 00 giờ 00 ngày 05/11/2021",
        ),
        (
            AT_LATEST,
            time(23, 59),
            hanoi(2021, 11, 6),
            FRIDAY,
            "chậm nhất 23 giờ 59 ngày 05/11/2021",
        ),
    ],
)
def test_limit_closes_where_its_words_say(kind, hour, closes, last_day, words):
    limit = Limit(kind=kind, day=FRIDAY, hour=hour)

    assert limit.closes == closes
    assert limit.last_day == last_day
    assert limit.in_words() == words
    assert limit.met_by(closes - timedelta(microseconds=1))
    assert not limit.met_by(closes)


def test_the_plan_wants_results_by_sunday_21_november():
    assert Limit(kind=BEFORE, day=date(2021, 11, 22)).last_day == date(2021, 11, 21)


@pytest.mark.parametrize(
    ("moment", "in_time"),
    [
        (datetime(2021, 11, 5, 16, 59, 59, tzinfo=UTC), True),
        (datetime(2021, 11, 5, 17, 0, tzinfo=UTC), False),
    ],
)
def test_the_day_ends_at_midnight_in_hanoi_for_a_moment_in_utc(moment, in_time):
    assert Limit(kind=AT_LATEST, day=FRIDAY).met_by(moment) is in_time


def test_a_moment_without_zone_is_refused():
    with pytest.raises(TypeError):
        Limit(kind=AT_LATEST, day=FRIDAY).met_by(datetime(2021, 11, 5, 12))  # noqa: DTZ001


@PROPERTY
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.none() | MINUTES)
def test_at_latest_gives_more_time_than_before(day, hour):
    before = Limit(kind=BEFORE, day=day, hour=hour)
    at_latest = Limit(kind=AT_LATEST, day=day, hour=hour)

    assert before.closes < at_latest.closes
    assert at_latest.last_day == day
    assert before.last_day <= before.closes.date()


TET = WorkingCalendar(
    holidays=frozenset(date(2022, 1, 31) + timedelta(days=n) for n in range(5)),
    makeup_days=frozenset({date(2022, 2, 12)}),
)
"""Tết 2022 closes offices from Monday 31/01 to Friday 04/02; Saturday 12/02 makes up for a day."""


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2022, 1, 28), True),
        (date(2022, 1, 29), False),
        (date(2022, 1, 31), False),
        (date(2022, 2, 7), True),
        (date(2022, 2, 12), True),
        (date(2022, 2, 13), False),
    ],
)
def test_offices_open_on_weekdays_and_makeup_days_only(day, working):
    assert TET.is_working(day) is working


def test_a_makeup_day_wins_over_a_holiday():
    day = date(2022, 1, 31)
    calendar = WorkingCalendar(holidays=frozenset({day}), makeup_days=frozenset({day}))

    assert calendar.is_working(day)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2022, 1, 28), 1, date(2022, 2, 7)),
        (date(2022, 2, 7), -1, date(2022, 1, 28)),
        (date(2022, 2, 11), 1, date(2022, 2, 12)),
        (date(2022, 2, 11), 2, date(2022, 2, 14)),
        (date(2022, 2, 2), 1, date(2022, 2, 7)),
        (date(2022, 2, 2), -1, date(2022, 1, 28)),
        (date(2022, 2, 2), 0, date(2022, 2, 2)),
    ],
)
def test_shift_counts_working_days_across_tet(start, days, end):
    assert TET.shift(start, days) == end


def test_the_plan_leaves_ten_working_days_from_returns_to_results():
    assert WorkingCalendar().between(FRIDAY, date(2021, 11, 21)) == 10


def test_no_working_days_lie_between_a_day_and_one_not_after_it():
    assert TET.between(FRIDAY, FRIDAY) == 0
    assert TET.between(FRIDAY, date(2021, 11, 1)) == 0


@PROPERTY
@given(st.dates(date(2022, 1, 1), date(2022, 3, 31)), st.integers(1, 30))
def test_shift_and_between_agree(day, days):
    later = TET.shift(day, days)

    assert TET.is_working(later)
    assert TET.between(day, later) == days


@PROPERTY
@given(st.dates(date(2022, 1, 1), date(2022, 3, 31)), st.integers(1, 30))
def test_shift_back_undoes_shift_from_a_working_day(day, days):
    start = TET.shift(day, 1)

    assert TET.shift(TET.shift(start, days), -days) == start


@pytest.mark.parametrize("hour", ["17:00Z", "17:00+07:00", "17:00:30", "17:00:00.5"])
def test_an_hour_is_to_the_minute_and_in_hanoi(hour):
    with pytest.raises(ValidationError, match="không kèm giây và múi giờ"):
        Limit(kind=BEFORE, day=FRIDAY, hour=hour)


def test_an_hour_survives_being_stored():
    limit = Limit(kind=BEFORE, day=FRIDAY, hour="17:00")
    assert Limit.model_validate_json(limit.model_dump_json()) == limit


def test_a_day_off_gives_way_to_the_working_day_before_or_after_it():
    calendar = WorkingCalendar(holidays=frozenset({date(2021, 11, 8)}))

    assert calendar.on_or_after(FRIDAY) == calendar.on_or_before(FRIDAY) == FRIDAY
    assert calendar.on_or_after(date(2021, 11, 6)) == date(2021, 11, 9)
    assert calendar.on_or_before(date(2021, 11, 8)) == FRIDAY


@pytest.mark.parametrize(
    ("kind", "hour", "words"),
    [
        (BEFORE, None, "trước ngày 05/11/2021 (không tính ngày 05/11/2021)"),
        (AT_LATEST, None, "chậm nhất vào ngày 05/11/2021 (tính cả ngày 05/11/2021)"),
        (BEFORE, time(17), "trước 17 giờ 00 ngày 05/11/2021 (không tính 17 giờ 00)"),
        (AT_LATEST, time(17), "chậm nhất 17 giờ 00 ngày 05/11/2021 (tính cả 17 giờ 00)"),
    ],
)
def test_whoever_must_keep_a_limit_reads_what_it_means(kind, hour, words):
    assert Limit(kind=kind, day=FRIDAY, hour=hour).in_full() == words


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 5)), "hết ngày 05/11/2021"),
        (Limit(kind=LimitKind.BEFORE, day=date(2021, 11, 5)), "hết ngày 04/11/2021"),
        (
            Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 5), hour=time(17)),
            "17 giờ 00 ngày 05/11/2021",
        ),
    ],
)
def test_the_end_of_a_limit_has_words(limit, words):
    assert limit.end_in_words() == words
