"""How many nudges a person gets a day, and how far apart."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.domain.deadlines import HANOI
from models.domain.messages.reminder_policy import paced
from tests.support.properties import PROPERTY

NOW = datetime(2021, 11, 4, 8, 15, tzinfo=HANOI)


def before(*minutes):
    return [NOW - timedelta(minutes=each) for each in minutes]


def test_the_first_nudge_goes_at_once():
    assert paced(NOW, [], 5, 30) == NOW


def test_the_next_one_keeps_its_distance_to_the_last():
    assert paced(NOW, before(20, 200), 5, 30) == NOW + timedelta(minutes=10)
    assert paced(NOW, before(30), 5, 30) == NOW


def test_a_day_that_has_had_its_nudges_is_left():
    assert paced(NOW, before(40, 80), 2, 30) == datetime(2021, 11, 5, tzinfo=HANOI)


def test_yesterday_does_not_count():
    assert paced(NOW, before(60 * 9, 60 * 10), 2, 30) == NOW


@PROPERTY
@given(st.lists(st.integers(0, 2_000), max_size=8), st.integers(1, 5), st.integers(0, 120))
def test_no_day_ever_has_too_many_or_too_close_ones(ago, most, gap):
    sent = before(*ago)
    moment = paced(NOW, sent, most, gap)
    same = [each for each in sent if each.date() == moment.date()]
    assert moment >= NOW
    assert len(same) < most or moment.date() > NOW.date()
    assert all(moment - each >= timedelta(minutes=gap) for each in same if each <= moment)
