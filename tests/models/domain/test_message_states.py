"""Where a message may go from each state."""

from __future__ import annotations

import pytest

from models.domain.messages import MessageState, may_become

S = MessageState


@pytest.mark.parametrize("state", [S.ACCEPTED, S.FAILED, S.SUPPRESSED, S.CANCELLED])
def test_what_is_settled_stays_so(state):
    assert not any(may_become(state, target) for target in S)


def test_a_message_is_sent_only_by_way_of_sending():
    assert [state for state in S if may_become(state, S.ACCEPTED)] == [S.SENDING, S.UNKNOWN]
    assert [state for state in S if may_become(state, S.SENDING)] == [S.PLANNED]


def test_only_a_message_that_surely_did_not_go_out_becomes_planned_again():
    assert [state for state in S if may_become(state, S.PLANNED)] == [S.SENDING]
