"""When a person may be noted as told by telephone."""

from datetime import datetime

import pytest

from models.domain.deadlines import HANOI
from models.domain.messages.channels import CALL, Way, channel_words
from models.domain.messages.operator_actions import MessageRefused, check_called
from models.domain.messages.transmission import ARRIVED, OPEN, MessageState, Transmission
from tests.support.messages_of import message

S = MessageState
NOW = datetime(2021, 11, 4, 15, 0, tzinfo=HANOI)


@pytest.mark.parametrize("state", sorted(set(S) - OPEN - ARRIVED))
def test_whoever_may_be_without_the_message_may_be_called(state):
    check_called(message(1, NOW, state))


@pytest.mark.parametrize("state", sorted(OPEN))
def test_not_while_the_system_has_it_in_hand(state):
    with pytest.raises(MessageRefused, match="hệ thống còn đang gửi"):
        check_called(message(1, NOW, state))


@pytest.mark.parametrize("state", sorted(ARRIVED))
def test_not_when_the_person_has_it(state):
    with pytest.raises(MessageRefused, match="đã có nội dung này"):
        check_called(message(1, NOW, state))


def test_a_call_settles_a_message_whose_other_ways_failed():
    failed = Transmission(state=S.FAILED_PERMANENT, channel="email", not_before=NOW)
    assert message(1, NOW, S.DELIVERED, failed, channel=CALL).state is S.DELIVERED


def test_a_call_is_no_way_that_the_system_goes():
    assert CALL not in set(Way)
    assert channel_words(CALL) == "Gọi điện trực tiếp"
