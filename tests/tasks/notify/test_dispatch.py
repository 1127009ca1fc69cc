from __future__ import annotations

from datetime import timedelta

import pytest

from models.domain.errors import NotFound
from models.domain.messages import MessageRecord, MessageState, Purpose, may_become
from tasks.notify.channels.port import Outcome, Receipt
from tasks.notify.dispatch import LEASE, MAX_ATTEMPTS, dispatch

S = MessageState


class MemoryOutbox:
    """The outbox in memory; ``trail`` is what was committed, in order."""

    def __init__(self, *records: MessageRecord) -> None:
        self.rows = {record.key: record for record in records}
        self.files: dict[str, bytes] = {}
        self.trail: list[tuple[str, MessageState]] = []
        self.taken_elsewhere: set[str] = set()

    def due(self, now):
        rows = self.rows.values()
        return [r for r in rows if r.state is S.PLANNED and r.not_before <= now]

    def stranded(self, before):
        rows = self.rows.values()
        return [r for r in rows if r.state is S.SENDING and r.sent_at <= before]

    def claim(self, key, at, channel):
        if key in self.taken_elsewhere or self.rows[key].state is not S.PLANNED:
            return False
        attempts = self.rows[key].attempts + 1
        self._put(key, state=S.SENDING, channel=channel, sent_at=at, attempts=attempts)
        return True

    def mark(self, key, state, at, channel, code, detail):
        if not may_become(self.rows[key].state, state):
            return False
        self._put(key, state=state, channel=channel, sent_at=at, code=code, detail=detail)
        return True

    def give_back(self, key, at, channel, code, detail):
        attempts = self.rows[key].attempts - 1
        self._put(key, state=S.PLANNED, code=code, detail=detail, attempts=attempts)
        return True

    def content(self, sha256):
        if sha256 not in self.files:
            raise NotFound("Không có tệp.", subject=sha256)
        return self.files[sha256]

    def _put(self, key, **changes):
        self.rows[key] = self.rows[key].model_copy(update=changes)
        self.trail.append((key, self.rows[key].state))


class ScriptedChannel:
    """A channel that gives the next receipt of its script, or dies."""

    name = "scripted"

    def __init__(self, *script: Outcome | BaseException) -> None:
        self.script = list(script)
        self.sent = []
        self.watch = lambda: None

    def send(self, delivery):
        self.watch()
        self.sent.append(delivery)
        answer = self.script.pop(0) if self.script else Outcome.ACCEPTED
        if isinstance(answer, BaseException):
            raise answer
        return Receipt(outcome=answer, code="x", detail=f"vì {answer}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture
def run(campaign, now):
    def dispatch_at(outbox, channel, moment=now, **more):
        return dispatch(outbox, channel, campaign, "rehearsal", moment, **more)

    return dispatch_at


def test_a_due_message_goes_out_once_and_ends_accepted(run, make_record):
    outbox, channel = MemoryOutbox(make_record()), ScriptedChannel()
    first, second = run(outbox, channel), run(outbox, channel)
    assert first.counts == {S.ACCEPTED: 1}
    assert second.counts == {}
    assert [d.contact.email for d in channel.sent] == ["cb@huyen-thu.example"]
    assert channel.sent[0].rendered.subject.startswith("[THỬ] ")


def test_sending_is_committed_before_the_channel_is_touched(run, make_record):
    outbox, channel = MemoryOutbox(make_record()), ScriptedChannel()
    seen = []
    channel.watch = lambda: seen.append(list(outbox.trail))
    run(outbox, channel)
    assert [[state for _, state in trail] for trail in seen] == [[S.SENDING]]
    assert [state for _, state in outbox.trail] == [S.SENDING, S.ACCEPTED]


def test_a_message_is_not_sent_before_its_time(run, make_record, now):
    outbox = MemoryOutbox(make_record(not_before=now + timedelta(minutes=1)))
    assert run(outbox, ScriptedChannel()).counts == {}
    assert run(outbox, ScriptedChannel(), now + timedelta(minutes=1)).counts == {S.ACCEPTED: 1}


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ACCEPTED, S.ACCEPTED),
        (Outcome.TEMPORARY, S.PLANNED),
        (Outcome.PERMANENT, S.FAILED),
        (Outcome.UNKNOWN, S.UNKNOWN),
        (Outcome.SUPPRESSED, S.SUPPRESSED),
    ],
)
def test_the_outcome_decides_the_state_and_the_others_go_on(run, make_record, outcome, state):
    first, second = make_record(ref="a"), make_record(ref="b")
    outbox = MemoryOutbox(first, second)
    run(outbox, ScriptedChannel(outcome))
    row = outbox.rows[first.key]
    assert (row.state, row.channel, row.code) == (state, "scripted", "x")
    assert row.detail == f"vì {outcome}"
    assert outbox.rows[second.key].state is S.ACCEPTED


@pytest.mark.parametrize("outcome", [Outcome.PERMANENT, Outcome.UNKNOWN, Outcome.SUPPRESSED])
def test_what_is_settled_or_unknown_is_never_sent_again(run, make_record, outcome):
    outbox, channel = MemoryOutbox(make_record()), ScriptedChannel(outcome)
    run(outbox, channel)
    run(outbox, channel)
    assert len(channel.sent) == 1


def test_a_temporary_failure_is_tried_again_by_later_runs_but_not_for_ever(run, make_record):
    record = make_record()
    outbox, channel = MemoryOutbox(record), ScriptedChannel(*[Outcome.TEMPORARY] * 99)
    for _ in range(MAX_ATTEMPTS + 2):
        run(outbox, channel)
    assert len(channel.sent) == MAX_ATTEMPTS
    assert outbox.rows[record.key].state is S.FAILED


def test_a_crash_between_sending_and_accepted_becomes_unknown_and_is_never_resent(
    run, make_record, now
):
    hit, waiting = make_record(ref="a"), make_record(ref="b")
    outbox = MemoryOutbox(hit, waiting)
    with pytest.raises(SystemExit):
        run(outbox, ScriptedChannel(SystemExit()))
    assert outbox.rows[hit.key].state is S.SENDING
    later = ScriptedChannel()
    report = run(outbox, later, now + LEASE)
    run(outbox, later, now + LEASE)
    assert report.counts == {S.UNKNOWN: 1, S.ACCEPTED: 1}
    assert [delivery.key for delivery in later.sent] == [waiting.key]
    assert "kiểm tra với người nhận" in outbox.rows[hit.key].detail


def test_a_channel_that_is_down_stops_the_run_and_keeps_what_is_due(run, make_record):
    outbox = MemoryOutbox(make_record(ref="a"), make_record(ref="b"))
    channel = ScriptedChannel(Outcome.CHANNEL_DOWN)
    report = run(outbox, channel)
    assert len(channel.sent) == 1
    assert report.stopped == "vì channel_down"
    assert {row.state for row in outbox.rows.values()} == {S.PLANNED}


def test_a_channel_that_stays_down_uses_up_no_message(run, make_record):
    record = make_record()
    outbox = MemoryOutbox(record)
    for _ in range(MAX_ATTEMPTS * 2):
        run(outbox, ScriptedChannel(Outcome.CHANNEL_DOWN))
    assert run(outbox, ScriptedChannel(Outcome.TEMPORARY)).counts == {S.PLANNED: 1}
    assert outbox.rows[record.key].attempts == 1


def test_two_runs_at_once_leave_each_others_messages_alone(run, make_record):
    outbox, first, second = MemoryOutbox(make_record()), ScriptedChannel(), ScriptedChannel()
    first.watch = lambda: run(outbox, second)
    assert run(outbox, first).counts == {S.ACCEPTED: 1}
    assert second.sent == []


def test_an_answer_that_comes_after_a_message_was_given_up_settles_it(run, make_record, now):
    record = make_record()
    outbox, slow = MemoryOutbox(record), ScriptedChannel()
    slow.watch = lambda: run(outbox, ScriptedChannel(), now + LEASE)
    run(outbox, slow)
    assert [state for _, state in outbox.trail] == [S.SENDING, S.UNKNOWN, S.ACCEPTED]


def test_a_reminder_for_work_that_arrived_meanwhile_is_cancelled(run, make_record):
    record = make_record()
    outbox, channel = MemoryOutbox(record), ScriptedChannel()
    report = run(outbox, channel, wanted=lambda message: message.key != record.key)
    assert report.counts == {S.CANCELLED: 1}
    assert channel.sent == []


def test_a_message_another_run_has_taken_is_left_to_it(run, make_record):
    record = make_record()
    outbox, channel = MemoryOutbox(record), ScriptedChannel()
    outbox.taken_elsewhere.add(record.key)
    assert run(outbox, channel).counts == {}
    assert channel.sent == []


def test_attachments_come_from_the_store(run, make_record, attachment):
    outbox = MemoryOutbox(make_record(attachments=(attachment,)))
    outbox.files[attachment.sha256] = b"PK"
    channel = ScriptedChannel()
    run(outbox, channel)
    assert [(f.name, f.content) for f in channel.sent[0].files] == [(attachment.name, b"PK")]


def test_what_cannot_be_made_fails_with_a_reason_and_the_others_go_on(run, make_record, attachment):
    broken = [
        make_record(ref="nobody", person="khong-co"),
        make_record(ref="no-file", attachments=(attachment,)),
        make_record(Purpose.RECEIPT, ref="no-params", params={}),
    ]
    good = make_record(ref="good")
    outbox, channel = MemoryOutbox(*broken, good), ScriptedChannel()
    report = run(outbox, channel)
    assert report.counts == {S.FAILED: 3, S.ACCEPTED: 1}
    assert [outbox.rows[r.key].code for r in broken] == ["KHONG-CO", "KHONG-CO", "CAU-HINH"]
    assert [delivery.key for delivery in channel.sent] == [good.key]
