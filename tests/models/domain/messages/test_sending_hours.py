"""When a message may reach a person."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.domain.deadlines import HANOI, WorkingCalendar
from models.domain.messages.purposes import MESSAGES, Manner, Purpose
from models.domain.messages.sending_hours import SendingHours
from tests.support.properties import PROPERTY

HOURS = SendingHours()
HOLIDAY, MAKEUP = date(2021, 11, 3), date(2021, 11, 6)
CALENDAR = WorkingCalendar(holidays=frozenset({HOLIDAY}), makeup_days=frozenset({MAKEUP}))


def at(day, hour, minute=0, second=0):
    return datetime(2021, 11, day, hour, minute, second, tzinfo=HANOI)


def opening(manner, moment, loud=False):
    return HOURS.opening(manner, loud, CALENDAR, moment)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(4, 7, 29, 59), at(4, 7, 30)),
        (at(4, 8, 15), at(4, 8, 15)),
        (at(4, 11, 29, 59), at(4, 11, 29, 59)),
        (at(4, 11, 30), at(4, 13, 30)),
        (at(4, 17), at(5, 7, 30)),
        (at(5, 18), at(6, 7, 30)),
        (at(6, 18), at(8, 7, 30)),
        (at(2, 18), at(4, 7, 30)),
    ],
    ids=str,
)
def test_routine_keeps_office_hours_holidays_and_make_up_days(moment, opens):
    assert opening(Manner.ROUTINE, moment) == opens


@pytest.mark.parametrize("manner", [Manner.URGENT, Manner.ANSWER])
@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(4, 5, 59, 59), at(4, 6)),
        (at(4, 6), at(4, 6)),
        (at(7, 12), at(7, 12)),
        (at(4, 21, 29), at(4, 21, 29)),
        (at(4, 21, 30), at(5, 6)),
        (at(4, 23), at(5, 6)),
    ],
    ids=str,
)
def test_no_telephone_rings_at_night(manner, moment, opens):
    assert opening(manner, moment, loud=True) == opens


@pytest.mark.parametrize("manner", [Manner.URGENT, Manner.ANSWER])
def test_a_mail_that_is_no_routine_comes_at_any_time(manner):
    assert opening(manner, at(7, 2)) == at(7, 2)


def test_moments_in_another_zone_are_read_in_hanoi():
    utc = at(4, 7).astimezone(None)
    assert opening(Manner.ROUTINE, utc) == at(4, 7, 30)


@PROPERTY
@given(
    st.datetimes(datetime(2021, 10, 1), datetime(2021, 12, 1)),  # noqa: DTZ001
    st.sampled_from(Manner),
    st.booleans(),
)
def test_an_opening_is_decent_and_opens_at_once(moment, manner, loud):
    moment = moment.replace(tzinfo=HANOI)
    opens = opening(manner, moment, loud)
    assert opens >= moment
    assert opening(manner, opens, loud) == opens
    if manner is Manner.ROUTINE:
        assert CALENDAR.is_working(opens.date())
        assert any(begins <= opens.time() < ends for begins, ends in HOURS.office)
    elif loud:
        assert HOURS.day[0] <= opens.time() < HOURS.day[1]


@PROPERTY
@given(st.text(max_size=12), st.integers(0, 3), st.integers(0, 60))
def test_a_slot_lies_in_its_span_and_is_always_the_same(who, number, spread):
    hours = SendingHours(spread=spread)
    moment = hours.slot(number, date(2021, 11, 4), who)
    begins, ends = hours.office[min(number, 1)]
    assert begins <= moment.time() < ends
    assert moment.time() <= (datetime.combine(date.min, begins) + timedelta(minutes=spread)).time()
    assert moment == hours.slot(number, date(2021, 11, 4), who)


def test_a_release_is_spread():
    moments = {HOURS.slot(0, date(2021, 11, 4), f"can-bo-{n}") for n in range(100)}
    assert len(moments) == HOURS.spread + 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"office": ()},
        {"office": ((time(8), time(7)),)},
        {"office": ((time(8), time(12)), (time(11), time(17)))},
        {"office": ((time(5), time(12)),)},
        {"office": ((time(8), time(22)),)},
        {"day": (time(21), time(6))},
    ],
)
def test_hours_out_of_order_are_refused(wrong):
    with pytest.raises(ValidationError, match="giờ"):
        SendingHours(**wrong)


@pytest.mark.parametrize("ends", [time(8, 0, 30), time(8, 0, 59)])
def test_a_span_in_which_nobody_can_be_written_to_is_refused(ends):
    with pytest.raises(ValidationError, match="ít nhất một phút"):
        SendingHours(office=((time(8), ends), (time(13), time(17))))


def test_a_span_of_a_minute_is_one():
    hours = SendingHours(office=((time(8), time(8, 1)),))
    assert hours.slot(0, date(2021, 11, 4), "can-bo") == at(4, 8)


def test_every_purpose_has_its_manner():
    assert set(MESSAGES) == set(Purpose)
    assert MESSAGES[Purpose.RECEIPT].manner is Manner.ANSWER
    assert MESSAGES[Purpose.REMINDER].manner is Manner.ROUTINE
    assert MESSAGES[Purpose.CHANNEL_STOPPED].manner is Manner.URGENT
