"""What follows from what a channel says."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.messages.outbox import Start, result_of
from models.domain.messages.outcomes import PAUSES, Outcome, Receipt, follow_up, pause_after
from models.domain.messages.transmission import Blame, MessageState
from tests.support.properties import PROPERTY

S = MessageState
NOW = datetime(2021, 11, 4, 1, 15, tzinfo=UTC)
LATER = NOW + timedelta(hours=12)


def follows(outcome, attempts=1, useful_until=None, hurries=False, **more):
    return follow_up(Receipt(outcome=outcome, **more), attempts, "k", NOW, useful_until, hurries)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ACCEPTED, S.ACCEPTED),
        (Outcome.UNKNOWN, S.UNKNOWN),
        (Outcome.SUPPRESSED, S.SUPPRESSED),
        (Outcome.STOP_MESSAGE, S.FAILED_PERMANENT),
    ],
)
def test_what_is_settled_goes_nowhere_else(outcome, state):
    found = follows(outcome)
    assert (found.state, found.moves_on, found.counts) == (state, False, True)


def test_a_channel_that_stops_leaves_the_message_as_it_was():
    assert follows(Outcome.STOP_CHANNEL).state is S.PLANNED
    assert not follows(Outcome.STOP_CHANNEL).counts


def test_the_next_channel_is_for_who_can_not_be_reached_or_what_can_not_be_said():
    assert follows(Outcome.NEXT_CHANNEL).blame is Blame.RECIPIENT
    assert follows(Outcome.NEXT_CHANNEL, blame=Blame.TEXT).blame is Blame.TEXT
    assert follows(Outcome.NEXT_CHANNEL).moves_on


def test_a_deferred_message_waits_for_its_moment_and_has_not_been_tried():
    found = follows(Outcome.DEFER, until=LATER)
    assert (found.state, found.not_before, found.counts) == (S.DEFERRED, LATER, False)


@pytest.mark.parametrize("until", [None, NOW, NOW - timedelta(hours=1)])
def test_a_deferral_without_a_moment_to_come_is_a_pause(until):
    assert follows(Outcome.DEFER, until=until).not_before == pause_after(1, "k", NOW)


@pytest.mark.parametrize("outcome", [Outcome.DEFER, Outcome.RETRY])
def test_what_would_come_too_late_goes_another_way(outcome):
    found = follows(outcome, until=LATER, useful_until=NOW + timedelta(seconds=30))
    assert (found.state, found.moves_on, found.blame) == (S.FAILED_PERMANENT, True, Blame.CHANNEL)


def test_what_hurries_waits_for_no_quota_and_no_night():
    found = follows(Outcome.DEFER, until=LATER, hurries=True)
    assert (found.state, found.moves_on, found.blame) == (S.FAILED_PERMANENT, True, Blame.CHANNEL)


def test_what_hurries_is_tried_again_after_a_pause_like_all_else():
    assert follows(Outcome.RETRY, hurries=True).state is S.FAILED_TEMPORARY


def test_tries_come_to_an_end():
    states = [follows(Outcome.RETRY, attempts=n).state for n in range(1, 7)]
    assert states == [S.FAILED_TEMPORARY] * 5 + [S.FAILED_PERMANENT]


@PROPERTY
@given(st.text(max_size=9), st.integers(1, len(PAUSES)))
def test_pauses_differ_by_a_fifth_and_are_the_same_every_time(key, attempts):
    again = pause_after(attempts, key, NOW)
    assert 0.8 * PAUSES[attempts - 1] <= again - NOW <= 1.2 * PAUSES[attempts - 1]
    assert again == pause_after(attempts, key, NOW)


@PROPERTY
@given(
    st.sampled_from(Outcome),
    st.integers(1, 9),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=2)),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=2)),
    st.sampled_from(["", "email"]),
    st.booleans(),
)
def test_a_settlement_never_waits_beyond_its_use_and_never_resends_the_unknown(
    outcome, attempts, useful, until, next_way, urgent
):
    place = Start(
        message="k", number=1, channel="zalo_phone", address="", template="x", version="1"
    )
    receipt = Receipt(outcome=outcome, until=None if until is None else NOW + until, ref="m1")
    limit = None if useful is None else NOW + useful
    found = result_of(place, receipt, attempts, NOW, limit, next_way, urgent)
    assert (found.channel, found.ref) == ("zalo_phone", "m1")
    if found.not_before is not None and limit is not None:
        assert found.not_before < limit
    if outcome in (Outcome.UNKNOWN, Outcome.ACCEPTED, Outcome.SUPPRESSED):
        assert found.then == ""
    if found.then:
        assert found.state is S.FAILED_PERMANENT
        assert found.then_from == NOW
    if outcome is Outcome.DEFER and limit is None and attempts <= len(PAUSES):
        assert (found.then == "email") is (urgent and next_way == "email")
        assert (found.state is S.DEFERRED) is (found.then == "")
