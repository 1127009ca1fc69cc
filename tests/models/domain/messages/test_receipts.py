"""What is learnt of a message after it went out."""

from datetime import UTC, datetime
from itertools import zip_longest

import pytest

from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import TransmissionRef
from models.domain.messages.purposes import Purpose
from models.domain.messages.receipts import (
    DeliveryAction,
    DeliveryReport,
    acknowledged,
    blame_of,
    bounce_result,
    is_confirmed,
)
from models.domain.messages.transmission import Blame, MessageState, Transmission

S = MessageState
AT = datetime(2021, 11, 4, tzinfo=UTC)


def message(*states, turns=()):
    return MessageRecord(
        key="k",
        person="cb",
        purpose=Purpose.LATE,
        subject_ref="commune:18496",
        not_before=AT,
        transmissions=[
            Transmission(number=n, state=state, not_before=AT, turn=turn)
            for n, (state, turn) in enumerate(zip_longest(states, turns, fillvalue=1), 1)
        ],
    )


@pytest.mark.parametrize(
    ("states", "number"),
    [((S.ACCEPTED,), 1), ((S.UNKNOWN,), 1), ((S.UNKNOWN, S.ACCEPTED), 2), ((S.DELIVERED,), 1)],
)
def test_a_confirmation_counts_for_the_way_that_is_known_best(states, number):
    found = acknowledged(message(*states), "bấm nút “Đã nhận”", '{"data": "Đã nhận"}')
    assert (found.number, found.state) == (number, S.ACKNOWLEDGED)
    assert found.evidence == '{"data": "Đã nhận"}'


@pytest.mark.parametrize("state", [S.ACKNOWLEDGED, S.PLANNED, S.CANCELLED, S.FAILED_PERMANENT])
def test_what_was_confirmed_or_never_went_out_can_not_be(state):
    assert acknowledged(message(state), "", "") is None


@pytest.mark.parametrize(
    ("states", "answered", "number"),
    [
        ((S.UNKNOWN, S.PLANNED), 1, 1),
        ((S.FAILED_PERMANENT, S.ACCEPTED), 1, 2),
        ((S.UNKNOWN, S.ACCEPTED), 3, 2),
    ],
)
def test_an_answer_counts_for_the_way_that_it_answers_or_else_the_best(states, answered, number):
    found = acknowledged(message(*states), "trả lời thư", "", answered)
    assert (found.number, found.state) == (number, S.ACKNOWLEDGED)


def test_a_second_answer_to_one_way_confirms_no_other():
    assert acknowledged(message(S.ACKNOWLEDGED, S.ACCEPTED), "", "", 1) is None


@pytest.mark.parametrize("state", [S.PLANNED, S.FAILED_PERMANENT])
def test_what_is_sent_again_is_confirmed_by_what_came_before(state):
    found = acknowledged(message(S.ACCEPTED, state, turns=(1, 2)), "", "")
    assert (found.number, found.state) == (1, S.ACKNOWLEDGED)
    assert acknowledged(message(S.UNKNOWN, S.ACKNOWLEDGED, state, turns=(1, 1, 2)), "", "") is None


def test_a_message_is_confirmed_once_and_for_all():
    assert is_confirmed(message(S.ACKNOWLEDGED, S.PLANNED, turns=(1, 2)))
    assert not is_confirmed(message(S.DELIVERED))


PLACE = TransmissionRef(message="k", number=2)


@pytest.mark.parametrize(
    ("blame", "statuses"),
    [
        (Blame.RECIPIENT, ["", "5.0.0", "5.1.0", "5.1.1", "5.1.10", "5.2.1"]),
        (Blame.TEXT, ["5.7.0", "5.7.1", "5.7.26", "5.6.0", "5.6.3", "5.2.3", "5.3.4"]),
        (Blame.CHANNEL, ["5.2.0", "5.2.2", "5.3.0", "5.4.4", "5.4.7", "5.5.0", "5.1.8", "5.1.7"]),
        (Blame.CHANNEL, ["4.4.7", "4.1.1", "4.7.1"]),
    ],
)
def test_the_status_says_who_must_mend_it(blame, statuses):
    assert {status: blame_of(status) for status in statuses} == dict.fromkeys(statuses, blame)


def test_what_failed_is_lost_for_good_with_the_words_of_the_server():
    report = DeliveryReport(
        action=DeliveryAction.FAILED, status="5.1.1", diagnostic="không có", evidence="x"
    )
    found = bounce_result(PLACE, report)
    assert (found.message, found.number, found.channel) == ("k", 2, "email")
    assert (found.state, found.blame) == (MessageState.FAILED_PERMANENT, Blame.RECIPIENT)
    assert (found.code, found.detail, found.evidence) == ("5.1.1", "không có", "x")


def test_what_was_delivered_is_nobodys_fault():
    found = bounce_result(PLACE, DeliveryReport(action=DeliveryAction.DELIVERED, status="2.0.0"))
    assert (found.state, found.blame) == (MessageState.DELIVERED, Blame.NOBODY)


@pytest.mark.parametrize(
    "action", [DeliveryAction.DELAYED, DeliveryAction.RELAYED, DeliveryAction.EXPANDED]
)
def test_what_is_on_its_way_settles_nothing(action):
    assert bounce_result(PLACE, DeliveryReport(action=action, status="4.4.1")) is None
