"""So many a minute, and nobody waits longer than that takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.messages.bucket import MINUTE, Bucket
from tests.support.properties import PROPERTY

GAPS = st.lists(st.floats(0, 30), min_size=1, max_size=80)


def departures(per_minute, gaps):
    """When each leaves that comes so long after the one before it has left."""
    bucket, now, left = Bucket(per_minute=per_minute), 100.0, []
    for gap in gaps:
        now += gap
        bucket, wait = bucket.taken(now)
        now += wait
        left.append(now)
    return left


def test_the_first_one_waits_for_nobody_and_the_next_ones_for_their_turn():
    assert departures(30, [0, 0, 0, 0.5]) == [100, 102, 104, 106]


def test_a_second_s_worth_goes_at_once():
    left = departures(1200, [0] * 22)
    assert left[:20] == [100] * 20
    assert left[20:] == pytest.approx([100.05, 100.1])


def test_who_comes_together_gets_turns_of_their_own():
    bucket, waits = Bucket(per_minute=60), []
    for _ in range(3):
        bucket, wait = bucket.taken(0)
        waits.append(wait)
    assert waits == [0, 1, 2]


@PROPERTY
@given(st.integers(1, 3000), GAPS)
def test_no_minute_has_more_than_it_may(per_minute, gaps):
    left = departures(per_minute, gaps)
    most = per_minute + max(1, per_minute // 60)
    for n, first in enumerate(left):
        assert sum(first <= each < first + MINUTE - 1e-6 for each in left[n:]) <= most


@PROPERTY
@given(st.integers(1, 3000), GAPS)
def test_nobody_waits_longer_than_one_turn(per_minute, gaps):
    bucket, now = Bucket(per_minute=per_minute), 0.0
    for gap in gaps:
        bucket, wait = bucket.taken(now := now + gap)
        assert 0 <= wait <= MINUTE / per_minute + 1e-6
        now += wait
