"""A channel sends no faster than it may."""

from itertools import count
from threading import Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import Settings
from models.domain.errors import ConfigurationError
from models.domain.messages.mode import Mode
from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from tasks.notify.channels.port import PreparedMessage
from tasks.notify.channels.registry import choose_channels
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.dispatch import dispatch
from tasks.notify.dispatch.journal import Journal
from tasks.notify.dispatch.sender import WINDOW, Sender
from tasks.notify.dispatch.throttle import MINUTE, Bucket, Throttle
from tasks.notify.settings import notify_settings
from tests.support.memory_outbox import MemoryOutbox, ScriptedChannel
from tests.support.properties import PROPERTY


class Watch:
    """A clock that stands still but for who sleeps; it notes for how long they do."""

    def __init__(self):
        self.now, self.slept, self._lock = 0.0, [], Lock()

    def clock(self):
        return self.now

    def sleep(self, seconds):
        with self._lock:
            self.slept.append(seconds)
            self.now += seconds


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def send(tmp_path, now, watch):
    """Hand over so many outgoing; what became of each."""
    numbers = count()

    def hand_over(channel, outgoing, per_minute):
        made = [
            PreparedMessage(f"k{n}", 1, "cb", "x", b"", f"t{n}", "email/x", "1", now)
            for n in range(outgoing)
        ]
        with Journal(tmp_path, f"c{next(numbers)}") as journal:
            sender = Sender(channel, journal, Throttle(per_minute, watch.clock, watch.sleep))
            shares = [share.result() for share in sender.begin(made)]
            sender.end()
        return [receipt for share in shares for _, receipt in share]

    return hand_over


def test_what_is_handed_over_keeps_to_the_rate_and_sleeps_no_longer(send, watch):
    assert len(send(ScriptedChannel(), 5, 30)) == 5
    assert watch.slept == [2, 2, 2, 2]


def test_a_channel_without_a_limit_never_sleeps(send, watch):
    send(ScriptedChannel(), 200, 0)
    assert watch.slept == []


def test_threads_take_turns_of_their_own(send, watch):
    channel = ScriptedChannel(parallel=8)
    send(channel, 10, 60)
    assert len(channel.sent) == 10
    assert sum(watch.slept) >= 9


def test_nobody_waits_for_a_channel_that_is_down(send, watch):
    channel = ScriptedChannel(Receipt(outcome=Outcome.STOP_CHANNEL))
    answers = send(channel, 50, 6)
    assert {each.outcome for each in answers} == {Outcome.STOP_CHANNEL}
    assert len(channel.sent) == 1
    assert watch.slept == []


@pytest.mark.parametrize(("per_minute", "window"), [(0, WINDOW), (1200, WINDOW), (4, 4), (1, 1)])
def test_no_more_is_committed_as_being_sent_than_a_minute_takes(
    tmp_path, watch, per_minute, window
):
    with Journal(tmp_path, "c") as journal:
        sender = Sender(ScriptedChannel(), journal, Throttle(per_minute, watch.clock, watch.sleep))
        assert sender.window == window
        sender.end()


def test_a_run_keeps_the_rate_of_each_channel(campaign, make_record, now, tmp_path, watch):
    records = [make_record(Purpose.RECEIPT, ref=f"r{n}") for n in range(6)]
    outbox, channel, under_way = MemoryOutbox(*records), ScriptedChannel(), []
    channel.watch = lambda: under_way.append(outbox.count(MessageState.SENDING))
    post = DispatchContext(
        outbox,
        {"email": channel},
        campaign,
        lambda: now,
        tmp_path,
        throttle=lambda _: Throttle(2, watch.clock, watch.sleep),
    )
    assert dispatch(post).counts == {MessageState.ACCEPTED: 6}
    assert watch.slept == [30] * 5
    assert max(under_way) <= 4


class TestSettings:
    @pytest.fixture
    def rates(self, campaign, tmp_path):
        """How many messages a minute each channel of a mode may send, by its name."""

        def of(mode):
            given = {"zalo_app_id": "1", "zalo_app_secret": "x", "zalo_bot_token": "1:x"}
            settings = Settings(
                home=tmp_path, mode=Mode.LIVE, smtp_host="127.0.0.1", smtp_port=9, **given
            )
            found = choose_channels(mode, notify_settings(settings, campaign), campaign)
            return {name: channel.per_minute for name, channel in found.items()}

        return of

    def test_zalo_is_kept_well_below_its_limit_and_mail_has_none(self, rates):
        known = rates(Mode.LIVE)
        assert known.pop("email") == 0
        assert known == dict.fromkeys(("zalo_user", "zalo_phone", "zalo_bot", "zalo_chat"), 1200)
        assert max(known.values()) * 2 < 4000

    def test_mail_is_kept_to_what_the_provider_says(self, rates, monkeypatch):
        monkeypatch.setenv("CCHC_SMTP_PER_MINUTE", "30")
        monkeypatch.setenv("CCHC_ZALO_PER_MINUTE", "60")
        known = rates(Mode.TEAM)
        assert (known["email"], known["zalo_phone"]) == (30, 60)

    @pytest.mark.parametrize("mode", [Mode.SANDBOX, Mode.REHEARSAL])
    def test_stand_ins_have_no_rate(self, rates, mode):
        assert set(rates(mode).values()) == {0}

    @pytest.mark.parametrize("name", ["CCHC_ZALO_PER_MINUTE", "CCHC_SMTP_PER_MINUTE"])
    def test_a_rate_that_makes_no_sense_is_refused(self, monkeypatch, name):
        monkeypatch.setenv(name, "-1")
        with pytest.raises(ConfigurationError, match=name):
            Settings()


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
