"""A channel that can not work rests, longer each time, until it is seen to work."""

from datetime import UTC, datetime, timedelta

from models.domain.messages.breaker import BREAKER_PATIENCE, ChannelState

NOW = datetime(2021, 11, 4, 1, 0, tzinfo=UTC)
FRESH = ChannelState(name="email", facts={"quota": "499"})


def test_a_channel_that_was_never_stopped_works():
    assert not FRESH.is_stopped
    assert not FRESH.may_be_checked(NOW)
    assert not FRESH.is_given_up(NOW)


def test_each_stop_in_a_row_rests_longer_and_keeps_its_beginning():
    state, at, rests = FRESH, NOW, []
    for _ in range(4):
        state = state.stopped(at, "535", "sai mật khẩu")
        rests.append((state.retry_at - at) // timedelta(minutes=1))
        at = state.retry_at
    assert rests == [5, 15, 60, 60]
    assert (state.stopped_at, state.stops) == (NOW, 4)


def test_it_is_checked_once_it_has_rested():
    state = FRESH.stopped(NOW, "535", "sai mật khẩu")
    assert not state.may_be_checked(NOW + timedelta(minutes=4, seconds=59))
    assert state.may_be_checked(NOW + timedelta(minutes=5))


def test_what_waits_goes_another_way_after_an_hour():
    state = FRESH.stopped(NOW, "535", "sai mật khẩu")
    assert not state.is_given_up(NOW + BREAKER_PATIENCE - timedelta(seconds=1))
    assert state.is_given_up(NOW + BREAKER_PATIENCE)


def test_opened_it_forgets_the_stops_and_keeps_what_is_known():
    assert FRESH.stopped(NOW, "535", "sai mật khẩu").opened() == FRESH


def test_a_check_ends_the_rest_and_only_a_message_the_trouble():
    state = FRESH.stopped(NOW, "550", "không nhận").tried()
    assert not state.is_stopped
    assert not state.may_be_checked(NOW + BREAKER_PATIENCE)
    again = state.stopped(NOW + timedelta(minutes=5), "550", "không nhận")
    assert again.retry_at == NOW + timedelta(minutes=20)
    assert again.is_given_up(NOW + BREAKER_PATIENCE)
    assert state.is_given_up(NOW + BREAKER_PATIENCE)
    assert not state.opened().is_given_up(NOW + BREAKER_PATIENCE)


def test_what_stopped_while_the_clock_was_ahead_is_checked_once_it_is_right():
    ahead = FRESH.stopped(NOW + timedelta(days=30), "", "mất mạng")
    assert ahead.may_be_checked(NOW)
    again = ahead.stopped(NOW, "", "mất mạng")
    assert (again.stopped_at, again.trouble_since) == (NOW, NOW)
    assert not again.may_be_checked(NOW)
