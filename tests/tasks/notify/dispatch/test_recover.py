from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from models.domain.messages.outbox import LEASE
from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.messages.transmission import MessageState
from tasks.notify.dispatch import journal as journals
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.journal import Journal, left_by
from tasks.notify.dispatch.recover import recover
from tests.support.memory_outbox import MemoryOutbox

S = MessageState


@pytest.fixture
def held(make_record, now):
    """A record in the hands of the dispatcher ``chet``."""
    return lambda ref, state: make_record(
        ref=ref, state=state, claim="chet", lease_until=now + LEASE, attempts=1
    )


@pytest.fixture
def dead(tmp_path):
    """A dispatcher that was killed after it had written ``entries`` into its journal."""

    def die(*entries):
        journal = Journal(tmp_path, "chet")
        for prepared, receipt in entries:
            journal.begin(prepared)
            if receipt is not None:
                journal.end(prepared, receipt)
        os.close(journal._file)
        journal._lock.release()

    return die


@pytest.fixture
def run(campaign, now, tmp_path):
    def pick_up(*records):
        outbox = MemoryOutbox(*records)
        recover(DispatchContext(outbox, {}, campaign, lambda: now, tmp_path), tmp_path)
        return [outbox.way(record) for record in records]

    return pick_up


def test_only_what_was_on_the_wire_is_in_doubt(run, dead, held, make_prepared):
    records = [held(ref, S.SENDING) for ref in ("xong", "dang", "chua", "tam")]
    done, going, _, busy = (make_prepared(key=record.key) for record in records)
    accepted = Receipt(outcome=Outcome.ACCEPTED, code="250", ref="m1")
    dead((done, accepted), (busy, Receipt(outcome=Outcome.RETRY, code="451")), (going, None))
    ways = run(*records)
    assert [way.state for way in ways] == [S.ACCEPTED, S.UNKNOWN, S.PLANNED, S.PLANNED]
    assert (ways[0].ref, ways[0].code) == ("m1", "250")
    assert "bị ngắt" in ways[1].detail
    assert [way.attempts for way in ways] == [1, 1, 0, 0]


def test_what_was_only_claimed_waits_again(run, dead, held):
    dead()
    (way,) = run(held("a", S.CLAIMED))
    assert (way.state, way.claim) == (S.PLANNED, "")


def test_the_journal_is_forgotten_with_the_outbox_knowing(run, dead, held, tmp_path):
    dead()
    run(held("a", S.CLAIMED))
    assert list(tmp_path.iterdir()) == []


def test_nobody_can_tell_without_a_journal(run, held):
    (way,) = run(held("a", S.SENDING))
    assert way.state is S.SENDING


def test_a_slow_dispatcher_is_not_taken_for_a_dead_one(run, held, tmp_path):
    with Journal(tmp_path, "chet"):
        (way,) = run(held("a", S.SENDING))
    assert way.state is S.SENDING


def test_a_journal_from_before_the_machine_was_started_anew_is_not_believed(
    run, dead, held, make_prepared, monkeypatch, tmp_path
):
    record = held("a", S.SENDING)
    dead()
    monkeypatch.setattr(journals, "_boot", lambda: "lan-khac")
    (way,) = run(record)
    assert way.state is S.SENDING


def test_a_line_that_was_cut_off_was_never_written(dead, make_prepared, tmp_path):
    prepared = make_prepared()
    dead((prepared, None))
    file = tmp_path / "chet.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole + json.dumps([prepared.key, 1, {"outcome": "accepted"}]).encode()[:20])
    assert left_by(tmp_path, "chet") == {(prepared.key, 1): None}


def test_a_journal_whose_first_line_was_cut_off_tells_nothing(tmp_path):
    (tmp_path / "chet.jsonl").write_bytes(b'["x')
    assert left_by(tmp_path, "chet") is None


def test_the_lock_goes_with_a_process_that_is_killed(tmp_path):
    code = (
        "import os, signal, sys, pathlib\n"
        "from tasks.notify.dispatch.journal import Journal\n"
        "Journal(pathlib.Path(sys.argv[1]), 'chet')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert left_by(tmp_path, "chet") == {}
