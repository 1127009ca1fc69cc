from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import count

import pytest

from models.domain.messages.breaker import BREAKER_PATIENCE, ChannelState
from models.domain.messages.outbox import DOUBT, LEASE, SendResult
from models.domain.messages.outcomes import PAUSES, Outcome, Receipt
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState
from models.domain.messages.triage import address_digest
from models.domain.units import Departed
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.dispatch import BATCH, dispatch
from tasks.notify.dispatch.sender import IN_DOUBT, WINDOW
from tasks.notify.dispatch.throttle import Throttle
from tests.support.memory_outbox import MemoryOutbox, ScriptedChannel

S = MessageState
PHONE = {"phone": "84912345678"}
MOVED = {"email": "moi@huyen-thu.example"}


@pytest.fixture
def run(campaign, now, tmp_path):
    def dispatch_at(
        outbox, *channels, at=now, clock=None, look=None, people=campaign, machine="", **more
    ):
        named = {channel.spec.name: channel for channel in channels}
        clock = clock or (lambda: at)
        journals = tmp_path / machine
        post = DispatchContext(
            outbox, named, people, clock, journals, *([look] if look else []), **more
        )
        return dispatch(post)

    return dispatch_at


@pytest.fixture
def with_phone(campaign):
    """The campaign, its officer reached by telephone as well."""
    people = [c.model_copy(update=PHONE) if c.id == "cb" else c for c in campaign.contacts]
    return campaign.model_copy(update={"contacts": tuple(people)})


def test_a_due_message_goes_out_once_and_ends_accepted(run, make_record):
    record = make_record()
    outbox, channel = MemoryOutbox(record), ScriptedChannel()
    first, second = run(outbox, channel), run(outbox, channel)
    assert first.counts == {S.ACCEPTED: 1}
    assert second.counts == {}
    assert [prepared.address for prepared in channel.sent] == ["cb@huyen-thu.example"]
    assert outbox.way(record).ref == f"{record.key}@x"


def test_sending_is_committed_before_the_channel_is_touched(run, make_record):
    outbox, channel = MemoryOutbox(make_record()), ScriptedChannel()
    seen = []
    channel.watch = lambda: seen.append([state for _, state in outbox.trail])
    run(outbox, channel)
    assert seen == [[S.CLAIMED, S.SENDING]]
    assert [state for _, state in outbox.trail] == [S.CLAIMED, S.SENDING, S.ACCEPTED]


def test_no_more_than_two_windows_are_in_doubt_at_a_time(run, make_record):
    outbox = MemoryOutbox(*[make_record(Purpose.RECEIPT, ref=f"r{n}") for n in range(BATCH * 2)])
    channel, most = ScriptedChannel(), []
    channel.watch = lambda: most.append(outbox.count(S.SENDING))
    assert run(outbox, channel).counts == {S.ACCEPTED: BATCH * 2}
    assert max(most) <= WINDOW * 2


def test_a_message_is_not_sent_before_its_time(run, make_record, now):
    outbox = MemoryOutbox(make_record(not_before=now + timedelta(minutes=1)))
    assert run(outbox, ScriptedChannel()).counts == {}
    later = run(outbox, ScriptedChannel(), at=now + timedelta(minutes=1))
    assert later.counts == {S.ACCEPTED: 1}


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ACCEPTED, S.ACCEPTED),
        (Outcome.RETRY, S.FAILED_TEMPORARY),
        (Outcome.NEXT_CHANNEL, S.FAILED_PERMANENT),
        (Outcome.STOP_MESSAGE, S.FAILED_PERMANENT),
        (Outcome.UNKNOWN, S.UNKNOWN),
        (Outcome.SUPPRESSED, S.SUPPRESSED),
    ],
)
def test_the_outcome_decides_the_state_and_the_others_go_on(run, make_record, outcome, state):
    first, second = make_record(Purpose.RECEIPT, ref="a"), make_record(Purpose.RECEIPT, ref="b")
    outbox = MemoryOutbox(first, second)
    run(outbox, ScriptedChannel(outcome))
    way = outbox.way(first)
    assert (way.state, way.channel, way.code) == (state, "email", "x")
    assert way.detail == f"vì {outcome}"
    assert outbox.way(second).state is S.ACCEPTED


@pytest.mark.parametrize("outcome", [Outcome.NEXT_CHANNEL, Outcome.UNKNOWN, Outcome.SUPPRESSED])
def test_what_is_settled_or_unknown_is_never_sent_again(run, make_record, outcome):
    outbox, channel = MemoryOutbox(make_record()), ScriptedChannel(outcome)
    run(outbox, channel)
    run(outbox, channel)
    assert len(channel.sent) == 1


def test_a_temporary_failure_is_tried_again_after_pauses_but_not_for_ever(run, make_record, now):
    record = make_record(Purpose.RECEIPT)
    outbox, channel = MemoryOutbox(record), ScriptedChannel(*[Outcome.RETRY] * 99)
    at, begins = now, []
    for _ in range(20):
        run(outbox, channel, at=at)
        if outbox.way(record).state is not S.FAILED_TEMPORARY:
            break
        begins.append(outbox.way(record).not_before - at)
        at = outbox.way(record).not_before
    assert len(channel.sent) == len(PAUSES) + 1
    assert all(0.8 * p <= b <= 1.2 * p for p, b in zip(PAUSES, begins, strict=True))
    assert outbox.way(record).state is S.FAILED_PERMANENT
    assert outbox.way(record).blame is Blame.CHANNEL


def test_a_crash_while_sending_becomes_unknown_and_is_never_resent(run, make_record, now):
    hit = make_record(
        Purpose.RECEIPT,
        ref="a",
        state=S.SENDING,
        channel="email",
        claim="c",
        lease_until=now + LEASE,
        sent_at=now,
    )
    outbox, later = MemoryOutbox(hit), ScriptedChannel()
    assert run(outbox, later).counts == {}
    assert run(outbox, later, at=now + LEASE).counts == {S.UNKNOWN: 1}
    assert run(outbox, later, at=now + LEASE * 2).counts == {}
    assert later.sent == []


def test_what_a_crashed_run_had_only_claimed_goes_out_after_its_lease(run, make_record, now):
    held = make_record(
        Purpose.RECEIPT, state=S.CLAIMED, claim="c", lease_until=now + LEASE, channel=""
    )
    outbox, channel = MemoryOutbox(held), ScriptedChannel()
    assert run(outbox, channel).counts == {}
    assert run(outbox, channel, at=now + LEASE).counts == {S.ACCEPTED: 1}


def test_what_breaks_while_it_is_written_fails_and_the_others_go_on(run, make_record):
    bad, good = make_record(Purpose.RECEIPT, ref="a"), make_record(Purpose.RECEIPT, ref="b")
    outbox, channel = MemoryOutbox(bad, good), ScriptedChannel()
    write = channel.write

    def breaks(letter):
        return write(letter) if letter.message.key == good.key else 1 // 0

    channel.write = breaks
    run(outbox, channel)
    assert outbox.way(bad).state is S.FAILED_PERMANENT
    assert "lỗi chương trình" in outbox.way(bad).detail
    assert outbox.way(good).state is S.ACCEPTED


def test_a_run_that_ends_with_an_error_leaves_to_the_next_what_went_out(run, make_record, now):
    records = [make_record(Purpose.RECEIPT, ref=f"r{n}") for n in range(WINDOW + 3)]
    outbox, channel = MemoryOutbox(*records), ScriptedChannel()
    steps, step = count(), outbox.step

    def full_disk(*words):
        if next(steps) == 2:
            raise OSError("đĩa đầy")
        return step(*words)

    outbox.step = full_disk
    with pytest.raises(OSError, match="đĩa đầy"):
        run(outbox, channel)
    outbox.step = step
    went_out = len(channel.sent)
    assert went_out == WINDOW
    run(outbox, channel)
    assert len(channel.sent) == len(records)
    assert {outbox.way(each).state for each in records} == {S.ACCEPTED}


def test_a_slow_run_keeps_what_it_holds_on_its_machine(run, make_record, now):
    record = make_record(Purpose.RECEIPT)
    outbox, slow, quick = MemoryOutbox(record), ScriptedChannel(), ScriptedChannel()
    slow.watch = lambda: run(outbox, quick, at=now + LEASE)
    run(outbox, slow)
    assert (len(slow.sent), len(quick.sent)) == (1, 0)
    assert outbox.way(record).state is S.ACCEPTED


def test_a_run_does_not_settle_what_another_one_has_in_hand(run, make_record, now):
    """The first stops its channel while the second, on another machine, hands the rest over."""
    records = [make_record(Purpose.RECEIPT, ref=f"r{n}") for n in range(4)]
    outbox, quick = MemoryOutbox(*records), ScriptedChannel()
    slow = ScriptedChannel(Outcome.STOP_CHANNEL)
    slow.watch = lambda: run(outbox, quick, at=now + LEASE, machine="may-2")
    run(outbox, slow)
    run(outbox, ScriptedChannel(), at=now + LEASE * 2)
    sent = Counter(prepared.key for prepared in [*slow.sent, *quick.sent])
    assert max(sent.values()) == 1


def test_a_slow_channel_claims_no_more_than_goes_out_in_a_minute(run, make_record):
    records = [make_record(Purpose.RECEIPT, ref=f"r{n}") for n in range(7)]
    outbox, claimed = MemoryOutbox(*records), []
    claim = outbox.claim
    outbox.claim = lambda name, now, most: claimed.append(most) or claim(name, now, most)
    run(outbox, ScriptedChannel(), throttle=lambda _: Throttle(3, sleep=lambda _: None))
    assert set(claimed) == {3}


def test_a_defect_of_a_channel_leaves_the_message_unknown_and_the_rest_goes_on(run, make_record):
    first, second = make_record(Purpose.RECEIPT, ref="a"), make_record(Purpose.RECEIPT, ref="b")
    outbox = MemoryOutbox(first, second)
    run(outbox, ScriptedChannel(RuntimeError("hỏng")))
    assert outbox.way(first).state is S.UNKNOWN
    assert "hỏng" in outbox.way(first).detail
    assert outbox.way(second).state is S.ACCEPTED


class TestAChannelThatCanNotWork:
    def test_stops_with_one_alert_and_keeps_what_is_due(self, run, make_record, now):
        records = [make_record(Purpose.RECEIPT, ref=f"r{n}") for n in range(BATCH + 5)]
        outbox, channel = MemoryOutbox(*records), ScriptedChannel(Outcome.STOP_CHANNEL)
        report = run(outbox, channel)
        assert len(channel.sent) == 1
        assert report.stopped == {"email": "vì stop_channel"}
        assert {outbox.way(each).state for each in records} == {S.DEFERRED}
        assert {outbox.way(each).attempts for each in records} == {0}
        assert {outbox.way(each).not_before for each in records} == {now + timedelta(minutes=5)}
        assert [(m.person, m.purpose) for m in outbox.alerts] == [("vh", Purpose.CHANNEL_STOPPED)]

    def test_is_checked_after_its_rest_and_then_sends(self, run, make_record, now):
        outbox, channel = MemoryOutbox(make_record(Purpose.RECEIPT)), ScriptedChannel()
        channel.script = [Outcome.STOP_CHANNEL]
        run(outbox, channel)
        assert run(outbox, channel, at=now + timedelta(minutes=4)).counts == {}
        assert run(outbox, channel, at=now + timedelta(minutes=5)).counts == {S.ACCEPTED: 1}
        assert not outbox.states["email"].is_stopped

    def test_rests_longer_when_it_is_still_broken_and_alerts_no_more(self, run, make_record, now):
        outbox, channel = MemoryOutbox(make_record(Purpose.RECEIPT)), ScriptedChannel()
        channel.script, channel.checks = [Outcome.STOP_CHANNEL], [Outcome.STOP_CHANNEL]
        run(outbox, channel)
        run(outbox, channel, at=now + timedelta(minutes=5))
        assert outbox.states["email"].retry_at == now + timedelta(minutes=20)
        assert len(outbox.alerts) == 1
        assert len(channel.sent) == 1

    @pytest.mark.timeout(30)
    @pytest.mark.parametrize(
        ("check", "sent"), [(Outcome.ACCEPTED, BATCH * 2), (Outcome.STOP_CHANNEL, 0)]
    )
    def test_is_checked_by_a_run_that_lasts_longer_than_its_rest(
        self, run, make_record, now, check, sent
    ):
        records = [make_record(Purpose.RECEIPT, ref=f"r{n}") for n in range(BATCH * 2)]
        outbox, channel = MemoryOutbox(*records), ScriptedChannel()
        outbox.states = {"email": ChannelState(name="email").stopped(now, "", "mất mạng")}
        channel.checks = [check]
        moments = count()
        run(outbox, channel, clock=lambda: now + timedelta(minutes=next(moments)))
        assert len(channel.sent) == sent
        assert outbox.states["email"].is_stopped == (sent == 0)

    def test_that_greets_and_takes_nothing_alerts_once_and_loses_its_messages_after_an_hour(
        self, run, make_record, with_phone, now
    ):
        record = make_record(Purpose.PUBLISHED)
        outbox, mail = MemoryOutbox(record), ScriptedChannel()
        zalo = ScriptedChannel(*[Outcome.STOP_CHANNEL] * 99, name="zalo_phone")
        for minutes in range(0, 120, 5):
            at = now + timedelta(minutes=minutes)
            run(outbox, zalo, mail, people=with_phone, at=at)
        assert len(mail.sent) == 1
        assert len(zalo.sent) == 3
        assert len(outbox.alerts) == 1

    def test_is_trusted_anew_by_a_message_that_gets_through(self, run, make_record, now):
        outbox, channel = MemoryOutbox(make_record(Purpose.RECEIPT)), ScriptedChannel()
        channel.script = [Outcome.STOP_CHANNEL]
        run(outbox, channel)
        assert outbox.states["email"].stops == 1
        run(outbox, channel, at=now + timedelta(minutes=5))
        assert outbox.states["email"] == ChannelState(name="email")

    def test_rests_when_its_check_is_defective_and_the_others_go_on(
        self, run, make_record, with_phone, now
    ):
        urgent = make_record(Purpose.BALLOT_LOST)
        outbox, mail = MemoryOutbox(urgent), ScriptedChannel()
        zalo = ScriptedChannel(name="zalo_phone")
        outbox.states = {"zalo_phone": ChannelState(name="zalo_phone").stopped(now, "", "hỏng")}

        def broken():
            raise UnicodeEncodeError("ascii", "đ", 0, 1, "x")

        zalo.check = broken
        run(outbox, zalo, mail, people=with_phone, at=now + timedelta(minutes=5))
        assert [prepared.key for prepared in mail.sent] == [urgent.key]
        assert "lỗi chương trình" in outbox.states["zalo_phone"].detail

    def test_leaves_few_in_doubt_when_it_takes_mails_and_never_answers(self, run, make_record):
        records = [make_record(Purpose.RECEIPT, ref=f"r{n}") for n in range(BATCH)]
        outbox, channel = MemoryOutbox(*records), ScriptedChannel(*[Outcome.UNKNOWN] * BATCH)
        run(outbox, channel)
        states = Counter(outbox.way(each).state for each in records)
        assert states == {S.UNKNOWN: IN_DOUBT, S.DEFERRED: BATCH - IN_DOUBT}
        assert "không rõ" in outbox.states["email"].detail

    def test_loses_what_is_urgent_to_the_next_one_at_once_and_the_rest_later(
        self, run, make_record, with_phone, now
    ):
        urgent = make_record(Purpose.BALLOT_LOST, ref="u")
        routine = make_record(Purpose.PUBLISHED, ref="r")
        outbox = MemoryOutbox(urgent, routine)
        stopped = ChannelState(name="zalo_phone").stopped(now, "-137", "hết tiền")
        outbox.states = {"zalo_phone": stopped}
        zalo, mail = ScriptedChannel(name="zalo_phone"), ScriptedChannel()
        run(outbox, zalo, mail, people=with_phone)
        assert [prepared.key for prepared in mail.sent] == [urgent.key]
        assert "hết tiền" in outbox.way(routine).detail
        zalo.checks = [Outcome.STOP_CHANNEL]
        run(outbox, zalo, mail, people=with_phone, at=now + BREAKER_PATIENCE)
        assert [prepared.key for prepared in mail.sent] == [urgent.key, routine.key]
        assert zalo.sent == []


class TestTheNextWay:
    @pytest.fixture
    def two(self):
        return ScriptedChannel(name="zalo_phone"), ScriptedChannel()

    def test_is_taken_at_once_when_the_first_can_not_reach_the_person(
        self, run, make_record, with_phone, two
    ):
        record = make_record()
        outbox, (zalo, _) = MemoryOutbox(record), two
        zalo.script = [Receipt(outcome=Outcome.NEXT_CHANNEL, code="-118")]
        report = run(outbox, *two, people=with_phone)
        assert report.counts == {S.FAILED_PERMANENT: 1, S.ACCEPTED: 1}
        assert (outbox.way(record).code, outbox.way(record).blame) == ("-118", Blame.RECIPIENT)
        assert (outbox.way(record, 2).channel, outbox.way(record, 2).state) == ("email", S.ACCEPTED)
        assert outbox.rows[record.key].state is S.ACCEPTED

    def test_is_taken_after_an_hour_by_what_stopped_the_channel(
        self, run, make_record, with_phone, now
    ):
        record = make_record(Purpose.PUBLISHED)
        outbox, mail = MemoryOutbox(record), ScriptedChannel()
        zalo = ScriptedChannel(Outcome.STOP_CHANNEL, name="zalo_phone")
        zalo.checks = [Outcome.STOP_CHANNEL] * 9
        run(outbox, zalo, mail, people=with_phone)
        assert outbox.way(record).state is S.DEFERRED
        for minutes in (5, 20, 80):
            run(outbox, zalo, mail, people=with_phone, at=now + timedelta(minutes=minutes))
        assert [prepared.key for prepared in mail.sent] == [record.key]
        first, second = outbox.rows[record.key].transmissions
        assert (first.state, first.blame) == (S.FAILED_PERMANENT, Blame.CHANNEL)
        assert second.state is S.ACCEPTED

    def test_is_not_taken_once_the_first_has_brought_it(self, run, make_record, with_phone, now):
        record = make_record(Purpose.RECEIPT)
        outbox, mail = MemoryOutbox(record), ScriptedChannel()
        zalo = ScriptedChannel(Outcome.UNKNOWN, name="zalo_phone")
        run(outbox, zalo, mail, people=with_phone)
        assert outbox.go_on(record.key, "email", now)
        come = SendResult(message=record.key, number=1, state=S.DELIVERED)
        outbox.step("", [come], [], now)
        run(outbox, zalo, mail, people=with_phone, at=now + timedelta(minutes=1))
        assert mail.sent == []
        assert outbox.rows[record.key].transmissions[1].state is S.CANCELLED

    def test_is_not_taken_by_what_may_have_arrived(self, run, make_record, with_phone, two):
        outbox, (zalo, mail) = MemoryOutbox(make_record()), two
        zalo.script = [Outcome.UNKNOWN]
        run(outbox, *two, people=with_phone)
        assert mail.sent == []

    def test_is_taken_when_the_doubt_lasts_and_the_first_is_not_gone_again(
        self, run, make_record, with_phone, two, now
    ):
        record = make_record()
        outbox, (zalo, mail) = MemoryOutbox(record), two
        zalo.script = [Outcome.UNKNOWN]
        run(outbox, *two, people=with_phone)
        run(outbox, *two, people=with_phone, at=now + DOUBT - timedelta(seconds=1))
        assert mail.sent == []
        run(outbox, *two, people=with_phone, at=now + DOUBT)
        run(outbox, *two, people=with_phone, at=now + DOUBT * 2)
        assert (len(zalo.sent), len(mail.sent)) == (1, 1)
        assert outbox.way(record).state is S.UNKNOWN
        assert outbox.rows[record.key].state is S.ACCEPTED

    def test_is_taken_by_a_mail_that_came_back(self, run, make_record, with_phone, now):
        lost = {"state": S.FAILED_PERMANENT, "channel": "zalo_phone", "settled_at": now}
        record = make_record(**lost, blame=Blame.RECIPIENT)
        outbox, mail = MemoryOutbox(record), ScriptedChannel()
        run(outbox, mail, people=with_phone)
        assert [prepared.key for prepared in mail.sent] == [record.key]

    def test_is_not_taken_after_a_day_or_when_the_message_is_of_no_use_any_more(
        self, run, make_record, with_phone, now
    ):
        lost = {"state": S.FAILED_PERMANENT, "channel": "zalo_phone", "blame": Blame.RECIPIENT}
        old = make_record(ref="a", **lost, settled_at=now - timedelta(days=2))
        over = make_record(ref="b", **lost, settled_at=now, useful_until=now)
        mail = ScriptedChannel()
        run(MemoryOutbox(old, over), mail, people=with_phone)
        assert mail.sent == []

    def test_comes_first_for_an_address_that_was_refused_before(
        self, run, make_record, with_phone, two
    ):
        outbox, (zalo, mail) = MemoryOutbox(make_record()), two
        outbox.refused = {("zalo_phone", address_digest(PHONE["phone"]))}
        run(outbox, *two, people=with_phone)
        assert (len(zalo.sent), len(mail.sent)) == (0, 1)

    def test_is_passed_over_where_it_is_not_set_up(self, run, make_record, with_phone):
        outbox, mail = MemoryOutbox(make_record()), ScriptedChannel()
        assert run(outbox, mail, people=with_phone).counts == {S.ACCEPTED: 1}

    def test_ends_with_the_last_one(self, run, make_record, with_phone, two):
        record = make_record()
        outbox, (zalo, mail) = MemoryOutbox(record), two
        zalo.script = mail.script = [Outcome.NEXT_CHANNEL, Outcome.NEXT_CHANNEL]
        run(outbox, *two, people=with_phone)
        assert outbox.rows[record.key].state is S.FAILED_PERMANENT
        assert len(outbox.rows[record.key].transmissions) == 2

    def test_is_taken_when_the_next_try_would_come_too_late(
        self, run, make_record, with_phone, two, now
    ):
        record = make_record(useful_until=now + timedelta(seconds=30))
        outbox, (zalo, mail) = MemoryOutbox(record), two
        zalo.script = [Outcome.RETRY]
        run(outbox, *two, people=with_phone)
        assert [prepared.key for prepared in mail.sent] == [record.key]

    @pytest.mark.parametrize("purpose", [Purpose.BALLOT_LOST, Purpose.PUBLISHED])
    def test_is_taken_at_once_by_what_is_urgent_when_a_quota_is_used_up(
        self, run, make_record, with_phone, two, now, purpose
    ):
        record, tomorrow = make_record(purpose), now + timedelta(days=1)
        outbox, (zalo, mail) = MemoryOutbox(record), two
        zalo.script = [Receipt(outcome=Outcome.DEFER, code="-144", until=tomorrow)]
        run(outbox, *two, people=with_phone)
        urgent = purpose is Purpose.BALLOT_LOST
        assert len(mail.sent) == urgent
        assert outbox.way(record).state is (S.FAILED_PERMANENT if urgent else S.DEFERRED)
        run(outbox, *two, people=with_phone, at=tomorrow)
        assert len(mail.sent) + len(zalo.sent) == 2

    def test_is_not_there_for_what_is_urgent_so_it_waits(self, run, make_record, with_phone, now):
        record, tomorrow = make_record(Purpose.BALLOT_LOST), now + timedelta(hours=22)
        outbox, zalo = MemoryOutbox(record), ScriptedChannel(name="zalo_phone")
        zalo.script = [Receipt(outcome=Outcome.DEFER, code="-144", until=tomorrow)]
        run(outbox, zalo, people=with_phone)
        assert outbox.way(record).state is S.DEFERRED
        assert run(outbox, zalo, people=with_phone, at=tomorrow).counts == {S.ACCEPTED: 1}

    def test_is_one_that_works_if_there_is_one(self, run, make_record, with_phone, two, now):
        bot = ScriptedChannel(name="zalo_bot")
        bot.checks = [Outcome.STOP_CHANNEL]
        officer = with_phone.contact("cb").model_copy(update={"ways": {"zalo_bot": "c1"}})
        others = tuple(each for each in with_phone.contacts if each.id != "cb")
        people = with_phone.model_copy(update={"contacts": (*others, officer)})
        outbox, (zalo, mail) = MemoryOutbox(make_record()), two
        outbox.states = {"zalo_bot": ChannelState(name="zalo_bot").stopped(now, "401", "hỏng")}
        zalo.script = [Outcome.NEXT_CHANNEL]
        run(outbox, zalo, bot, mail, people=people)
        assert (len(bot.sent), len(mail.sent)) == (0, 1)


class TestManners:
    def test_a_reminder_waits_for_office_hours(self, run, make_record, now):
        record = make_record()
        outbox = MemoryOutbox(record)
        noon = now.replace(hour=12, minute=0)
        assert run(outbox, ScriptedChannel(), at=noon).counts == {S.DEFERRED: 1}
        assert outbox.way(record).not_before == now.replace(hour=13, minute=30)
        assert outbox.way(record).attempts == 0

    def test_a_receipt_comes_at_night_by_mail(self, run, make_record, now):
        outbox = MemoryOutbox(make_record(Purpose.RECEIPT))
        night = now.replace(hour=23)
        assert run(outbox, ScriptedChannel(), at=night).counts == {S.ACCEPTED: 1}

    def test_what_is_of_no_use_any_more_is_not_sent(self, run, make_record, now):
        outbox, channel = MemoryOutbox(make_record(useful_until=now)), ScriptedChannel()
        assert run(outbox, channel).counts == {S.EXPIRED: 1}
        late = MemoryOutbox(make_record(useful_until=now.replace(hour=18)))
        assert run(late, channel, at=now.replace(hour=17)).counts == {S.EXPIRED: 1}
        assert channel.sent == []

    def test_two_nudges_of_one_run_are_a_gap_apart(self, run, make_record, now):
        first, second = make_record(ref="a"), make_record(Purpose.LATE, ref="b")
        outbox = MemoryOutbox(first, second)
        run(outbox, ScriptedChannel())
        assert outbox.way(first).state is S.ACCEPTED
        assert outbox.way(second).not_before == now + timedelta(minutes=30)

    def test_a_day_has_only_so_many_nudges(self, run, make_record, campaign, now):
        record = make_record()
        outbox = MemoryOutbox(record)
        outbox.sent = {"cb": [now - timedelta(minutes=n) for n in (40, 41, 42, 43, 44)]}
        run(outbox, ScriptedChannel())
        monday = now.replace(hour=7, minute=30) + timedelta(days=1)
        assert outbox.way(record).not_before == monday


def test_two_runs_at_once_leave_each_others_messages_alone(run, make_record):
    outbox, first, second = MemoryOutbox(make_record()), ScriptedChannel(), ScriptedChannel()
    first.watch = lambda: run(outbox, second)
    assert run(outbox, first).counts == {S.ACCEPTED: 1}
    assert second.sent == []


def test_an_answer_that_comes_after_a_message_was_given_up_settles_it(run, make_record, now):
    record = make_record()
    outbox, slow = MemoryOutbox(record), ScriptedChannel()
    slow.watch = lambda: run(outbox, ScriptedChannel(), at=now + LEASE, machine="may-2")
    run(outbox, slow)
    assert [state for _, state in outbox.trail][-3:] == [S.SENDING, S.UNKNOWN, S.ACCEPTED]


def test_a_run_whose_lease_ended_does_not_send_what_another_one_took_over(run, make_record, now):
    record = make_record(Purpose.RECEIPT)
    outbox, slow, quick = MemoryOutbox(record), ScriptedChannel(), ScriptedChannel()
    real_write = slow.write

    def dawdle(letter):
        run(outbox, quick, at=now + LEASE, machine="may-2")
        return real_write(letter)

    slow.write = dawdle
    run(outbox, slow)
    assert (len(slow.sent), len(quick.sent)) == (0, 1)


def test_a_reminder_for_work_that_arrived_meanwhile_is_cancelled(run, make_record):
    record = make_record()
    outbox, channel = MemoryOutbox(record), ScriptedChannel()
    report = run(outbox, channel, look=lambda records: {each.key: None for each in records})
    assert report.counts == {S.CANCELLED: 1}
    assert channel.sent == []


def test_a_digest_is_sent_with_what_is_left_of_it(run, make_record):
    record = make_record(Purpose.DIGEST)
    left = record.model_copy(update={"items": record.items[:1]})
    outbox, channel = MemoryOutbox(record), ScriptedChannel()
    run(outbox, channel, look=lambda _: {record.key: left})
    assert [letter.message.items for letter in channel.letters] == [record.items[:1]]


def test_attachments_come_from_the_store(run, make_record, attachment):
    outbox = MemoryOutbox(make_record(attachments=(attachment,)))
    outbox.files[attachment.sha256] = b"PK"
    channel = ScriptedChannel()
    run(outbox, channel)
    files = channel.letters[0].files
    assert [(file.name, file.content) for file in files] == [(attachment.name, b"PK")]


def test_what_cannot_be_made_fails_with_a_reason_and_the_others_go_on(run, make_record, attachment):
    nobody = make_record(ref="nobody", person="khong-co")
    no_file = make_record(Purpose.RECEIPT, ref="no-file", attachments=(attachment,))
    good = make_record(Purpose.RECEIPT, ref="good")
    outbox, channel = MemoryOutbox(nobody, no_file, good), ScriptedChannel()
    report = run(outbox, channel)
    assert report.counts == {S.FAILED_PERMANENT: 2, S.ACCEPTED: 1}
    assert "không có người nhận" in outbox.way(nobody).detail
    assert (outbox.way(no_file).code, outbox.way(no_file).blame) == ("KHONG-CO", Blame.TEXT)
    assert [prepared.key for prepared in channel.sent] == [good.key]


def test_fifty_at_once_on_a_channel_that_can(run, make_record):
    records = [make_record(Purpose.RECEIPT, ref=f"r{n}") for n in range(50)]
    outbox, channel = MemoryOutbox(*records), ScriptedChannel(parallel=8)
    assert run(outbox, channel).counts == {S.ACCEPTED: 50}
    assert sorted(prepared.key for prepared in channel.sent) == sorted(outbox.rows)


def test_what_a_channel_knows_of_its_account_is_kept_after_it_has_sent(run, make_record):
    outbox, channel = MemoryOutbox(make_record()), ScriptedChannel()
    channel.facts = {"còn lại": "499"}
    run(outbox, channel)
    assert outbox.states["email"].facts == {"còn lại": "499"}


def test_facts_of_a_channel_that_has_sent_nothing_or_tells_nothing_new_are_left_alone(
    run, make_record
):
    channel = ScriptedChannel()
    channel.facts = {"còn lại": "499"}
    idle = MemoryOutbox()
    run(idle, channel)
    assert idle.states == {}
    outbox = MemoryOutbox(make_record())
    known = outbox.states["email"] = ChannelState(name="email", facts=channel.facts)
    run(outbox, channel)
    assert outbox.states["email"] is known
    silent = MemoryOutbox(make_record())
    run(silent, ScriptedChannel())
    assert silent.states == {}


def test_people_are_looked_up_when_a_message_is_claimed(campaign, make_record, now, tmp_path):
    moved = campaign.model_copy(
        update={"contacts": tuple(c.model_copy(update=MOVED) for c in campaign.contacts)}
    )
    record = make_record()
    outbox, channel = MemoryOutbox(record), ScriptedChannel()
    named = {channel.spec.name: channel}
    post = DispatchContext(outbox, named, campaign, lambda: now, tmp_path, renewed=lambda _: moved)
    assert dispatch(post).counts == {S.ACCEPTED: 1}
    assert [prepared.address for prepared in channel.sent] == [MOVED["email"]]


def test_a_message_to_one_who_left_is_cancelled_or_handed_on(run, campaign, make_record):
    gone = campaign.contact("cb")
    rest = tuple(c for c in campaign.contacts if c.id != "cb")
    heir = gone.model_copy(update={"id": "cb-2"} | MOVED)
    alone = {"contacts": rest, "former": (Departed(contact=gone),)}
    followed = {"contacts": (*rest, heir), "former": (Departed(contact=gone, successor="cb-2"),)}
    for changed, state, to in ((alone, S.CANCELLED, []), (followed, S.ACCEPTED, [heir.email])):
        record = make_record(Purpose.RECEIPT)
        outbox, channel = MemoryOutbox(record), ScriptedChannel()
        run(outbox, channel, people=campaign.model_copy(update=changed))
        assert outbox.way(record).state is state
        assert [prepared.address for prepared in channel.sent] == to
