"""Where a transmission may go from each state, and which one tells how its message stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.messages.transmission import (
    ALLOWED,
    ARRIVED,
    OPEN,
    TAKEN,
    WAITING,
    MessageState,
    Transmission,
    decisive,
    may_become,
)
from tests.support.properties import PROPERTY

S = MessageState
AT = datetime(2021, 11, 4, tzinfo=UTC)


def way(state, number=1, turn=1):
    return Transmission(number=number, turn=turn, state=state, not_before=AT)


@pytest.mark.parametrize(
    "state", [S.FAILED_PERMANENT, S.SUPPRESSED, S.CANCELLED, S.EXPIRED, S.ACKNOWLEDGED]
)
def test_what_is_settled_stays_so(state):
    assert not any(may_become(state, target) for target in S)


def test_a_message_is_sent_only_by_way_of_claimed_and_sending():
    assert [state for state in S if may_become(state, S.SENDING)] == [S.CLAIMED]
    assert {state for state in S if may_become(state, S.CLAIMED)} == WAITING
    assert {state for state in S if may_become(state, S.ACCEPTED)} == {S.SENDING, S.UNKNOWN}


def test_only_a_message_that_surely_did_not_go_out_waits_again():
    for target in WAITING:
        assert {state for state in S if may_become(state, target)} <= {S.CLAIMED, S.SENDING}
    assert not any(may_become(S.UNKNOWN, target) for target in WAITING)


def test_what_was_delivered_never_falls_back():
    for state in ARRIVED:
        assert {target for target in S if may_become(state, target)} <= ARRIVED


def test_every_state_can_be_left_or_is_an_end():
    ends = {S.FAILED_PERMANENT, S.SUPPRESSED, S.CANCELLED, S.EXPIRED, S.ACKNOWLEDGED}
    assert set(ALLOWED) == set(S) - ends
    assert OPEN.isdisjoint(TAKEN)


@pytest.mark.parametrize(
    ("ways", "number"),
    [
        ([way(S.FAILED_PERMANENT, 1), way(S.PLANNED, 2)], 2),
        ([way(S.UNKNOWN, 1), way(S.ACCEPTED, 2)], 2),
        ([way(S.DELIVERED, 1), way(S.ACCEPTED, 2)], 1),
        ([way(S.UNKNOWN, 1), way(S.FAILED_PERMANENT, 2)], 2),
        ([way(S.ACCEPTED, 1), way(S.PLANNED, 2, turn=2)], 2),
        ([way(S.ACKNOWLEDGED, 1), way(S.DELIVERED, 2)], 1),
    ],
)
def test_the_best_known_way_of_the_last_turn_decides(ways, number):
    assert decisive(ways).number == number


@PROPERTY
@given(st.lists(st.sampled_from(S), min_size=1, max_size=4))
def test_a_message_is_open_or_taken_when_one_of_its_ways_is(states):
    ways = [way(state, number) for number, state in enumerate(states, 1)]
    found = decisive(ways)
    assert (found.state in TAKEN) == any(state in TAKEN for state in states)
    if found.state not in TAKEN:
        assert (found.state in OPEN) == any(state in OPEN for state in states)
