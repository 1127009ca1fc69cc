from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from models.domain.messages.mode import NOBODY, Mode
from models.domain.messages.outbox import LEASE
from models.domain.messages.outcomes import Outcome
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.dispatch import dispatch
from tests.support.memory_outbox import MemoryOutbox, ScriptedChannel

pytestmark = pytest.mark.slow

S = MessageState
MORNING = timedelta(hours=21, minutes=50)
"""From a quarter past eight to five past six on the next day."""


@pytest.fixture
def run(now, tmp_path):
    def dispatch_at(outbox, people, *channels, at=now):
        named = {channel.spec.name: channel for channel in channels}
        return dispatch(DispatchContext(outbox, named, people, lambda: at, tmp_path / "dang-gui"))

    return dispatch_at


def phones(count, digits="1{:03}"):
    return [f"8491111{digits.format(n)}" for n in range(count)]


def refreshes(zalo):
    return [each["decision"] for each in zalo.log() if each["path"].endswith("access_token")]


def test_a_token_that_dies_in_the_middle_is_refreshed_once(zalo, run, channel, people, records):
    sender, rows = channel(timeout=10), records(50, ref="a")
    everybody = people(*phones(50))
    outbox = MemoryOutbox(*rows[:10])
    run(outbox, everybody, sender)
    zalo.set(access={"AT2": False})
    rest = MemoryOutbox(*rows)
    assert run(rest, everybody, sender).counts == {S.ACCEPTED: 50}
    assert refreshes(zalo) == ["rotated"] * 2
    assert len(zalo.messages()) == 60
    assert all(rest.way(row).ref for row in rows)


def test_a_lost_refresh_stops_the_channel_and_loses_nothing(
    zalo, run, channel, people, records, now
):
    everybody, rows = people(*phones(10)), records(10)
    sender, outbox = channel(), MemoryOutbox(*rows)
    zalo.set(oauth={"rotate_then_drop": 1})
    report = run(outbox, everybody, sender)
    assert report.counts == {S.DEFERRED: 10}
    assert "cấp quyền lại" in report.stopped["zalo_phone"]
    assert [each.purpose for each in outbox.alerts] == [Purpose.CHANNEL_STOPPED]
    assert {outbox.way(row).attempts for row in rows} == {0}
    zalo.set(refresh={"RT1": True})
    later = run(outbox, everybody, channel(), at=now + timedelta(minutes=5))
    assert later.counts == {S.ACCEPTED: 10}
    assert len(zalo.messages()) == 10


def test_what_the_quota_does_not_let_through_waits_for_the_next_day(
    zalo, run, channel, people, records, now
):
    zalo.set(daily_quota=6)
    rows = records(10, useful_until=now + timedelta(days=3))
    outbox = MemoryOutbox(*rows)
    report = run(outbox, people(*phones(10)), channel())
    assert report.counts == {S.ACCEPTED: 6, S.DEFERRED: 4}
    deferred = [outbox.way(row) for row in rows if outbox.way(row).state is S.DEFERRED]
    assert {way.not_before for way in deferred} == {now + MORNING}
    assert {(way.code, way.attempts) for way in deferred} == {("-144", 0)}
    assert report.stopped == {}


def test_a_number_without_zalo_gets_the_mail_in_the_same_run(zalo, run, channel, people, records):
    (row,) = records(1)
    outbox, mail = MemoryOutbox(row), ScriptedChannel()
    report = run(outbox, people("84911110118"), channel(), mail)
    assert report.counts == {S.FAILED_PERMANENT: 1, S.ACCEPTED: 1}
    assert (outbox.way(row).code, outbox.way(row).blame) == ("-118", Blame.RECIPIENT)
    assert [prepared.address for prepared in mail.sent] == ["cb0@huyen-thu.example"]


def test_a_text_that_zalo_refuses_still_reaches_the_person_by_mail(
    zalo, run, channel, people, records
):
    (row,) = records(1)
    outbox, mail = MemoryOutbox(row), ScriptedChannel()
    run(outbox, people("84911110001"), channel(template="bi-tu-choi"), mail)
    assert (outbox.way(row).code, outbox.way(row).blame) == ("-131", Blame.TEXT)
    assert len(mail.sent) == 1


@pytest.mark.parametrize(
    ("digits", "delivered"), [("5000", 0), ("5001", 1), ("5002", 0), ("5003", 0), ("5004", 0)]
)
def test_what_may_have_arrived_is_unknown_and_never_sent_again(
    zalo, run, channel, people, records, now, digits, delivered
):
    (row,) = records(1, useful_until=now + timedelta(days=3))
    outbox, everybody = MemoryOutbox(row), people(f"8491111{digits}")
    for minutes in (0, 5, 60, 24 * 60):
        run(outbox, everybody, channel(), at=now + timedelta(minutes=minutes) + LEASE)
    assert outbox.way(row).state is S.UNKNOWN
    assert len(zalo.messages()) == delivered
    sent = [each for each in zalo.log() if each["path"] == "/message/template"]
    assert len(sent) == 1


def test_money_that_is_gone_stops_the_channel_with_one_alert(
    zalo, run, channel, people, records, now
):
    zalo.set(zca_chargeable=False)
    rows = records(20)
    outbox = MemoryOutbox(*rows)
    report = run(outbox, people(*phones(20)), channel())
    assert "số dư" in report.stopped["zalo_phone"]
    assert Counter(outbox.way(row).state for row in rows) == {S.DEFERRED: 20}
    assert len(outbox.alerts) == 1
    zalo.set(zca_chargeable=True)
    later = run(outbox, people(*phones(20)), channel(), at=now + timedelta(minutes=5))
    assert later.counts == {S.ACCEPTED: 20}


def test_nobody_off_the_list_is_reached_whatever_is_due(zalo, run, channel, people, records):
    rows = records(3)
    outbox = MemoryOutbox(*rows)
    sender = channel(mode=Mode.TEAM, allowed=NOBODY)
    assert run(outbox, people(*phones(3)), sender).counts == {S.SUPPRESSED: 3}
    assert zalo.log() == []


def test_a_follower_is_reached_by_template_and_the_receipt_is_kept(
    zalo, run, channel, people, records
):
    (row,) = records(1)
    outbox = MemoryOutbox(row)
    run(outbox, people("84911110001", zalo="u1"), channel("zalo_user"), channel())
    (message,) = zalo.messages()
    assert message["channel"] == "zbs_uid"
    assert outbox.way(row).ref == message["msg_id"]


def test_a_text_that_can_not_be_written_goes_by_mail(zalo, run, channel, people, records):
    (row,) = records(1)
    row = row.model_copy(update={"params": {}})
    outbox, mail = MemoryOutbox(row), ScriptedChannel()
    run(outbox, people("84911110001"), channel(), mail)
    assert outbox.way(row).code == "CAU-HINH"
    assert len(mail.sent) == 1
    assert zalo.log() == []


def test_a_busy_zalo_is_asked_again_after_a_pause(zalo, run, channel, people, records, now):
    (row,) = records(1)
    outbox, everybody = MemoryOutbox(row), people("84911110032")
    for minutes in (0, 2, 9):
        run(outbox, everybody, channel(), at=now + timedelta(minutes=minutes))
    assert outbox.way(row).state is S.ACCEPTED
    assert outbox.way(row).attempts == 3
    assert Outcome.RETRY not in {each.state for each in outbox.rows[row.key].transmissions}
