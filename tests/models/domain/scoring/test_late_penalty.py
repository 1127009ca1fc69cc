"""How late, in words and in points."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.domain.collection.status_words import late_words
from models.domain.deadlines import HANOI, WorkingCalendar
from models.domain.scoring.late_penalty import DayKind, LatePenalty
from tests.support.properties import PROPERTY

DUE = datetime(2021, 11, 6, tzinfo=HANOI)
CALENDAR = WorkingCalendar(holidays=frozenset({date(2021, 11, 9)}))
HALF = LatePenalty(points_per_day=Decimal("0.5"), at_most=Decimal(2))
WORKING = HALF.model_copy(update={"counted_in": DayKind.WORKING})


def off(penalty, after, due=DUE):
    return penalty.points_off(due, DUE + after, CALENDAR)


@pytest.mark.parametrize(
    ("late_by", "words"),
    [
        (timedelta(days=1, hours=3), "nộp muộn 1 ngày 3 giờ"),
        (timedelta(days=2, minutes=59), "nộp muộn 2 ngày"),
        (timedelta(hours=3, minutes=20), "nộp muộn 3 giờ 20 phút"),
        (timedelta(minutes=1, seconds=59), "nộp muộn 1 phút"),
        (timedelta(0), "nộp muộn dưới 1 phút"),
        (None, "nộp muộn"),
    ],
)
def test_lateness_is_told_in_the_two_largest_units(late_by, words):
    assert late_words(late_by) == words


@pytest.mark.parametrize(
    ("after", "calendar_days", "working_days"),
    [
        (timedelta(0), "0.50", "0.50"),
        (timedelta(hours=23, minutes=59), "0.50", "0.50"),
        (timedelta(hours=24), "0.50", "0.50"),
        (timedelta(hours=24, minutes=1), "1.00", "0.50"),
        (timedelta(days=2, hours=9), "1.50", "0.50"),
        (timedelta(days=3, hours=9), "2.00", "0.50"),
        (timedelta(days=4, hours=9), "2.00", "1.00"),
        (timedelta(days=30), "2.00", "2.00"),
    ],
    ids=[
        "at once",
        "within a day",
        "a day: Sunday begins",
        "over a day",
        "Monday morning",
        "Tuesday, a holiday",
        "Wednesday",
        "no more than the most",
    ],
)
def test_every_day_begun_counts_up_to_the_most(after, calendar_days, working_days):
    assert off(HALF, after) == Decimal(calendar_days)
    assert off(WORKING, after) == Decimal(working_days)


def test_the_time_zone_of_the_moment_does_not_matter():
    at = (DUE + timedelta(days=4, hours=9)).astimezone(UTC)

    assert WORKING.points_off(DUE.astimezone(UTC), at, CALENDAR) == Decimal("1.00")


def test_a_history_that_does_not_tell_how_late_counts_one_day():
    assert off(HALF, timedelta(days=9), due=None) == Decimal("0.50")


def test_the_rule_is_told_in_words():
    assert HALF.in_words() == "Nộp muộn bị trừ 0,5 điểm mỗi ngày, tối đa 2 điểm."
    assert "mỗi ngày làm việc" in WORKING.in_words()


@pytest.mark.parametrize(
    ("per_day", "most"), [("0", "2"), ("-1", "2"), ("0.001", "2"), ("3", "2"), ("1", "101")]
)
def test_a_penalty_that_makes_no_sense_is_refused(per_day, most):
    with pytest.raises(ValidationError):
        LatePenalty(points_per_day=Decimal(per_day), at_most=Decimal(most))


@PROPERTY
@given(
    st.sampled_from([HALF, WORKING]),
    st.timedeltas(timedelta(0), timedelta(days=60)),
    st.timedeltas(timedelta(0), timedelta(days=60)),
)
def test_who_comes_later_never_loses_less(penalty, one, other):
    sooner, later = sorted((one, other))
    points = [off(penalty, after) for after in (sooner, later)]

    assert penalty.points_per_day <= points[0] <= points[1] <= penalty.at_most
