from __future__ import annotations

from datetime import timedelta

import pytest

from models.domain.messages.breaker import ChannelState
from models.domain.messages.message import Attachment
from models.domain.messages.mode import NOBODY
from models.domain.messages.outbox import LEASE, Start
from models.domain.messages.outcomes import Outcome
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from tasks.notify.channels.sandbox import SandboxChannel
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.dispatch.channel_run import alerts
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.dispatch import dispatch
from tasks.notify.dispatch.outbox import StoreOutbox
from tests.support.memory_outbox import ScriptedChannel

S = MessageState


@pytest.fixture
def outbox(store, campaign):
    return StoreOutbox(store, campaign.id, "nhac-viec")


@pytest.fixture
def queue(store, campaign, now, as_message):
    def add(*records):
        with store.begin(campaign.id, "he-thong", now) as work:
            return work.messages.queue([as_message(record) for record in records])

    return add


@pytest.fixture
def all_of(store, campaign):
    def read():
        with store.read(campaign.id) as work:
            return work.messages.all()

    return read


@pytest.fixture
def run(outbox, campaign, now, tmp_path):
    return lambda channel, at=now: dispatch(
        DispatchContext(
            outbox, {channel.spec.name: channel}, campaign, lambda: at, tmp_path / "dang-gui"
        )
    )


@pytest.fixture
def files(writer, tmp_path):
    return SandboxChannel(SmtpChannel(None, writer, NOBODY), tmp_path / "thu")


def test_a_message_is_claimed_by_one_run_only(outbox, queue, make_record, now):
    record = make_record()
    queue(record, make_record(ref="b", not_before=now + timedelta(hours=1)))
    assert [each.key for each in outbox.claim("c1", now, 10)] == [record.key]
    assert outbox.claim("c2", now, 10) == ()


def test_dispatch_over_the_store_ends_in_files_and_leaves_nothing_planned(
    store, queue, all_of, make_record, campaign, files, now, tmp_path, run
):
    with store.begin(campaign.id, "he-thong", now) as work:
        sha = work.files.put(b"PK", "Phụ lục III.xlsx")
    attached = (Attachment(name="Phụ lục III.xlsx", sha256=sha),)
    queue(make_record(Purpose.RECEIPT, ref="a", attachments=attached), make_record(ref="b"))
    assert run(files).counts == {S.ACCEPTED: 2}
    rows = [row.decisive for row in all_of()]
    assert {row.state for row in rows} == {S.ACCEPTED}
    assert {row.detail for row in rows} == {path.name for path in (tmp_path / "thu").iterdir()}
    assert all((row.attempts, row.channel, row.sent_at) == (1, "email", now) for row in rows)
    assert {row.template for row in rows} == {"email/receipt", "email/reminder"}
    assert all(len(row.version) == 8 for row in rows)


def test_a_run_that_died_while_sending_leaves_the_message_unknown(
    outbox, queue, all_of, make_record, files, now, tmp_path, run
):
    record = make_record(Purpose.RECEIPT)
    queue(record)
    outbox.claim("c1", now, 10)
    start = Start(
        message=record.key, number=1, channel="email", address="", template="x", version="1"
    )
    outbox.step("c1", [], [start], now)
    run(files, now + LEASE)
    assert [row.state for row in all_of()] == [S.UNKNOWN]
    assert not (tmp_path / "thu").exists()


def test_a_channel_that_stops_is_told_to_the_operators_once(
    outbox, queue, all_of, make_record, run, now
):
    queue(make_record(Purpose.RECEIPT))
    channel = ScriptedChannel(Outcome.STOP_CHANNEL, Outcome.STOP_CHANNEL)
    run(channel)
    channel.checks = [Outcome.STOP_CHANNEL]
    run(channel, now + timedelta(minutes=5))
    told = [row for row in all_of() if row.purpose is Purpose.CHANNEL_STOPPED]
    assert [row.person for row in told] == ["vh"]
    assert outbox.channels()["email"].stops == 2
    assert told[0].params["stopped_at"] == "08:15 ngày 04/11/2021"


def test_an_alert_names_the_channel_and_the_command_that_opens_it(campaign, now):
    stopped = ChannelState(name="zalo_phone").stopped(now, "-137", "hết tiền")
    (told,) = alerts(campaign, stopped, now)
    assert told.params["channel"] == "Zalo (số điện thoại)"
    assert told.params["command"] == "cchc messages channel thu-2021 zalo_phone --by … --reason …"
