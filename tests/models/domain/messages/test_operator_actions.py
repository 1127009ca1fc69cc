"""What an operator may do with a message, and why not."""

from datetime import UTC, datetime

import pytest

from models.domain.messages.message import MessageRecord
from models.domain.messages.operator_actions import (
    MessageRefused,
    cancellation,
    check_called,
    check_resend,
    confirmation,
)
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import (
    OPEN,
    TAKEN,
    WAITING,
    Blame,
    MessageState,
    Transmission,
)

S = MessageState
AT = datetime(2021, 11, 4, tzinfo=UTC)
DONE = sorted(set(S) - OPEN)


def message(*states):
    ways = [Transmission(number=n, state=s, not_before=AT) for n, s in enumerate(states, 1)]
    return MessageRecord(
        key="k",
        position=12,
        person="cb",
        purpose=Purpose.LATE,
        subject_ref="commune:18496",
        not_before=AT,
        transmissions=ways,
    )


@pytest.mark.parametrize("state", DONE)
def test_what_is_settled_may_be_sent_again_while_it_is_of_use(state):
    check_resend(message(state), late=False)
    with pytest.raises(MessageRefused, match="hết hiệu lực"):
        check_resend(message(state), late=True)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_what_the_system_has_in_hand_is_not_sent_again_or_told_by_telephone(state):
    with pytest.raises(MessageRefused, match=r"Tin số 12 .*còn đang gửi"):
        check_resend(message(state), late=False)
    with pytest.raises(MessageRefused, match="còn đang gửi"):
        check_called(message(state))


def test_who_has_the_message_need_not_be_called():
    check_called(message(S.FAILED_PERMANENT))
    with pytest.raises(MessageRefused, match="đã có nội dung"):
        check_called(message(S.DELIVERED))


@pytest.mark.parametrize("state", sorted(WAITING))
def test_what_waits_can_be_taken_back_and_the_rest_stays(state):
    (told,) = cancellation(message(S.UNKNOWN, state), "đã báo")
    assert (told.number, told.state, told.blame) == (2, S.CANCELLED, Blame.NOBODY)


@pytest.mark.parametrize("state", sorted(set(S) - WAITING))
def test_what_does_not_wait_can_not_be_taken_back(state):
    with pytest.raises(MessageRefused, match="không hủy được"):
        cancellation(message(state), "đã báo")


def test_what_a_person_says_settles_all_that_is_in_doubt():
    there = confirmation(message(S.UNKNOWN, S.ACCEPTED), True, "đã hỏi")
    assert [(told.number, told.state) for told in there] == [(1, S.DELIVERED), (2, S.DELIVERED)]
    (lost,) = confirmation(message(S.UNKNOWN), False, "đã hỏi")
    assert (lost.state, lost.blame) == (S.FAILED_PERMANENT, Blame.CHANNEL)
    assert lost.evidence == "người vận hành: đã hỏi"


@pytest.mark.parametrize("state", sorted(set(S) - {S.UNKNOWN, S.ACCEPTED} - TAKEN))
def test_what_is_certain_needs_no_confirmation(state):
    with pytest.raises(MessageRefused, match="không có gì phải xác nhận"):
        confirmation(message(state), True, "đã hỏi")
