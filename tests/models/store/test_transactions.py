"""All or nothing, one writer at a time, and a chain that survives whatever happens to a writer."""

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from textwrap import dedent

import pytest

from models.domain.audit.chain import verify
from models.domain.errors import BrokenChain
from models.domain.stages import StageName, StageState
from models.store import Store
from tests.models.store.conftest import CAMPAIGN, NOW
from tests.models.store.examples import number as taken

HANOI = timezone(timedelta(hours=7))


def chain(store):
    with store.read(CAMPAIGN) as unit:
        events = list(unit.audit.events())
        assert verify(events) == unit.audit.head()
    return events


def test_an_error_in_the_block_leaves_no_trace(store):
    before = chain(store)

    def fail(unit):
        unit.files.put(b"1", "a")
        unit.stages.start(StageName.PLAN, "run-1")
        raise RuntimeError

    with pytest.raises(RuntimeError), store.begin(CAMPAIGN, "x", NOW) as unit:
        fail(unit)
    assert chain(store) == before
    with store.read(CAMPAIGN) as unit:
        assert unit.stages.all()[StageName.PLAN].state is StageState.PENDING


def test_the_store_works_on_after_an_error(store):
    with pytest.raises(RuntimeError), store.begin(CAMPAIGN, "x", NOW):
        raise RuntimeError
    with store.begin(CAMPAIGN, "x", NOW) as unit:
        unit.files.put(b"1", "a")
    assert [event.action for event in chain(store)] == ["campaign.open", "file.put"]


KILLED = dedent(
    """
    import os, sys
    from datetime import UTC, datetime
    from models.domain.stages import StageName
    from models.store import Store

    with Store.open(sys.argv[1]).begin(sys.argv[2], "x", datetime(2021, 11, 6, tzinfo=UTC)) as unit:
        unit.files.put(b"one", "a")
        unit.stages.start(StageName.PLAN, "run-1")
        os.kill(os.getpid(), 9)
    """
)


def test_a_writer_killed_between_statements_leaves_an_unbroken_chain(store, url):
    before = chain(store)
    killed = subprocess.run([sys.executable, "-c", KILLED, url, CAMPAIGN], check=False)
    assert killed.returncode == -9
    assert chain(store) == before
    with store.begin(CAMPAIGN, "x", NOW) as unit:
        unit.stages.start(StageName.PLAN, "run-2")
    assert len(chain(store)) == len(before) + 1


def test_writers_at_the_same_time_keep_one_unbroken_chain(store, url):
    def write(name):
        own = Store.open(url)
        for number in range(10):
            with own.begin(CAMPAIGN, name, NOW) as unit:
                unit.files.put(f"{name}{number}".encode(), "tep")
                taken(unit, name, number + 1)
        own.dispose()

    writers = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    events = chain(store)
    opened_and_one_draft = 2
    assert len(events) == opened_and_one_draft + 3 * 10 * 3
    numbers = [event.after["number"] for event in events if event.action == "document.next_number"]
    assert numbers == list(range(1, 31))


def test_a_second_writer_waits_for_the_first_and_sees_its_work(store, url):
    order = []
    entered = threading.Event()

    def second():
        own = Store.open(url)
        entered.wait()
        with own.begin(CAMPAIGN, "second", NOW) as unit:
            order.append("second")
            assert unit.stages.all()[StageName.PLAN].run == "run-1"
        own.dispose()

    waiting = threading.Thread(target=second)
    waiting.start()
    with store.begin(CAMPAIGN, "first", NOW) as unit:
        entered.set()
        waiting.join(timeout=0.3)
        assert waiting.is_alive()
        unit.stages.start(StageName.PLAN, "run-1")
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_a_reader_is_not_kept_waiting_and_sees_one_state_to_the_end(store):
    with store.read(CAMPAIGN) as reader:
        head = reader.audit.head()
        with store.begin(CAMPAIGN, "x", NOW) as writer:
            writer.files.put(b"1", "a")
        assert reader.audit.head() == head
    assert chain(store)[-1].action == "file.put"


def test_moments_are_kept_in_utc_whatever_zone_they_came_in(store):
    at = datetime(2021, 11, 25, 0, 0, tzinfo=HANOI)
    with store.begin(CAMPAIGN, "x", at) as unit:
        unit.clock.set(at)
    with store.read(CAMPAIGN) as unit:
        now = unit.clock.simulated_now()
    assert now == at
    assert now.utcoffset() == timedelta(0)
    assert chain(store)[-1].at == datetime(2021, 11, 24, 17, 0, tzinfo=UTC)


def test_a_naive_moment_is_refused(store):
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="naive"), store.begin(CAMPAIGN, "x", naive):
        pytest.fail("the block must not be entered")


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE audit_event SET actor = 'nguoi-khac' WHERE seq = 2",
        'UPDATE audit_event SET after = \'{"name": "b", "size": 1}\' WHERE seq = 2',
        "UPDATE audit_event SET at = '2021-11-05 01:31:01' WHERE seq = 2",
        "DELETE FROM audit_event WHERE seq = 2",
        "DELETE FROM audit_event WHERE seq = 1",
        "UPDATE audit_event SET seq = seq + 10 WHERE seq = 3",
    ],
)
def test_an_edit_behind_the_stores_back_is_found(begin, read, raw, edit):
    for content in (b"1", b"2"):
        with begin() as unit:
            unit.files.put(content, "a")
    assert raw(edit) == 1
    with read() as unit, pytest.raises(BrokenChain):
        verify(unit.audit.events())


def test_a_long_chain_is_read_page_by_page_without_a_gap(begin, read):
    with begin() as unit:
        for number in range(1_050):
            unit.audit.record("login", str(number))
    with read() as unit:
        assert [event.seq for event in unit.audit.events()] == list(range(1, 1_052))
        assert verify(unit.audit.events()) == unit.audit.head()
