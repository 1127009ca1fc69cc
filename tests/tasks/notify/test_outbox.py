from __future__ import annotations

from datetime import timedelta

import pytest

from models.domain.messages import Attachment, MessageState
from tasks.notify.channels.sandbox import SandboxChannel
from tasks.notify.dispatch import LEASE, dispatch
from tasks.notify.outbox import StoreOutbox

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


def test_only_planned_messages_whose_time_has_come_are_due(outbox, queue, make_record, now):
    queue(make_record(ref="a"), make_record(ref="b", not_before=now + timedelta(hours=1)))
    assert [record.subject_ref for record in outbox.due(now)] == ["a"]


def test_a_message_is_claimed_by_one_run_only(outbox, queue, make_record, now):
    record = make_record()
    queue(record)
    assert outbox.claim(record.key, now, "sandbox")
    assert not outbox.claim(record.key, now, "sandbox")
    assert [row.key for row in outbox.stranded(now)] == [record.key]
    assert outbox.due(now) == ()


def test_dispatch_over_the_store_ends_in_files_and_leaves_nothing_planned(
    store, outbox, queue, all_of, make_record, campaign, sender, now, tmp_path
):
    with store.begin(campaign.id, "he-thong", now) as work:
        sha = work.files.put(b"PK", "Phụ lục III.xlsx")
    files = (Attachment(name="Phụ lục III.xlsx", sha256=sha),)
    queue(make_record(ref="a", attachments=files), make_record(ref="b"))
    folder = tmp_path / "thu"
    report = dispatch(outbox, SandboxChannel(folder, sender), campaign, "rehearsal", now)
    assert report.counts == {S.ACCEPTED: 2}
    assert {row.state for row in all_of()} == {S.ACCEPTED}
    assert {row.detail for row in all_of()} == {path.name for path in folder.iterdir()}
    assert all(row.attempts == 1 and row.sent_at == now for row in all_of())


def test_a_run_that_died_while_sending_leaves_the_message_unknown(
    outbox, queue, all_of, make_record, campaign, sender, now, tmp_path
):
    record = make_record()
    queue(record)
    outbox.claim(record.key, now, "sandbox")
    folder = tmp_path / "thu"
    later = now + LEASE
    dispatch(outbox, SandboxChannel(folder, sender), campaign, "rehearsal", later)
    assert [row.state for row in all_of()] == [S.UNKNOWN]
    assert not folder.exists()
