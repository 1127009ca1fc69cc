from datetime import datetime, timedelta

import pytest

from models.domain.deadlines import HANOI
from models.domain.messages.backlog import (
    LONGEST_WAIT,
    Cause,
    backlog_alarms,
    oldest_due,
    waits_since,
)
from models.domain.messages.breaker import TOKEN_SINCE, ChannelState
from models.domain.messages.transmission import WAITING, MessageState, Transmission
from models.domain.messages.triage import AT_NIGHT, RESTS
from tests.support.messages_of import message

S = MessageState
NOW = datetime(2021, 11, 4, 15, 0, tzinfo=HANOI)
LONG_AGO, SOON = NOW - 2 * LONGEST_WAIT, NOW + timedelta(minutes=5)


def since(record):
    return waits_since(record, record.transmissions[-1], NOW)


@pytest.mark.parametrize("state", list(S))
def test_only_what_waits_is_due(state):
    assert since(message(1, LONG_AGO, state)) == (LONG_AGO if state in WAITING else None)


def test_what_comes_later_is_not_due():
    assert since(message(1, SOON, S.PLANNED)) is None


@pytest.mark.parametrize(
    ("state", "detail", "waits"),
    [
        (S.DEFERRED, AT_NIGHT, None),
        (S.DEFERRED, f"{RESTS}: sai mật khẩu", LONG_AGO),
        (S.FAILED_TEMPORARY, "máy chủ bận", LONG_AGO),
    ],
)
def test_what_is_held_up_waits_since_its_first_time_and_what_is_put_off_does_not(
    state, detail, waits
):
    assert since(message(1, LONG_AGO, state, not_before=SOON, detail=detail)) == waits


def test_a_further_way_waits_since_its_own_time():
    first = Transmission(state=S.FAILED_PERMANENT, not_before=LONG_AGO)
    later = message(1, LONG_AGO, S.FAILED_TEMPORARY, first, not_before=NOW)
    assert since(later) == NOW


def test_the_oldest_due_message_counts():
    messages = [message(1, NOW, S.PLANNED), message(2, LONG_AGO, S.PLANNED)]
    assert oldest_due(messages, NOW) == LONG_AGO
    assert oldest_due([], NOW) is None


def test_nothing_is_due_while_everything_comes_later():
    assert oldest_due([message(1, SOON, S.PLANNED)], NOW) is None


def test_messages_alarm_when_they_have_waited_longer_than_an_hour():
    late = [message(n, LONG_AGO, S.PLANNED) for n in (8, 7)]
    (trouble,) = backlog_alarms([*late, message(9, NOW - LONGEST_WAIT, S.PLANNED)], [], NOW)
    assert (trouble.cause, trouble.subject, trouble.count) == (Cause.OVERDUE, "7", 2)
    assert trouble.since == LONG_AGO


def test_each_stopped_channel_alarms():
    stopped = [
        ChannelState(name=name).stopped(NOW, "535", "sai") for name in ("zalo_user", "email")
    ]
    found = backlog_alarms([], [*stopped, ChannelState(name="ban-tin")], NOW)
    assert [(each.cause, each.subject, each.detail) for each in found] == [
        (Cause.STOPPED, "email", "sai"),
        (Cause.STOPPED, "zalo_user", "sai"),
    ]


def test_the_age_of_a_token_is_told_and_stays_known_when_the_channel_is_opened():
    facts = {TOKEN_SINCE: (NOW - LONGEST_WAIT).isoformat()}
    state = ChannelState(name="zalo_user", facts=facts).stopped(NOW, "", "")
    assert state.opened().token_age(NOW) == LONGEST_WAIT
    assert ChannelState(name="email").token_age(NOW) is None
