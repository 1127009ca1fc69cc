import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from tasks.files.worker_pool import CallFailure, CallLimits, FailedCall, WorkerPool, run_in_workers
from tests.support.processes import alive, children_of

QUICK = CallLimits(seconds=0.5)


def called(*expressions, limits=QUICK):
    return list(run_in_workers(eval, [(expression,) for expression in expressions], limits))


def test_results_come_in_the_order_of_the_calls():
    assert called(*[f"{n} * 2" for n in range(20)]) == [n * 2 for n in range(20)]


def test_what_all_calls_share_is_sent_once():
    assert list(run_in_workers(partial(pow, 2), [(3,), (4,)])) == [8, 16]


def test_nothing_to_do_starts_nothing():
    before = children_of(os.getpid())

    assert list(run_in_workers(eval, [])) == []
    assert children_of(os.getpid()) == before


@pytest.mark.parametrize(
    ("call", "trouble"),
    [
        ("__import__('time').sleep(60)", CallFailure.TOO_LONG),
        ("sum(1 for _ in iter(int, 1))", CallFailure.TOO_LONG),
        ("bytearray(400_000_000)", CallFailure.FAILED),
        ("1 / 0", CallFailure.FAILED),
        ("__import__('os').abort()", CallFailure.KILLED),
        ("__import__('os')._exit(0)", CallFailure.KILLED),
        ("lambda: 0", CallFailure.KILLED),
    ],
)
def test_a_call_that_ends_or_stalls_its_worker_is_told_and_the_others_go_on(call, trouble):
    first, stopped, last = called("1", call, "2", limits=CallLimits(seconds=0.5, workers=1))

    assert (first, last) == (1, 2)
    assert isinstance(stopped, FailedCall)
    assert stopped.trouble is trouble


def test_what_is_printed_does_not_mix_with_the_results():
    assert called("print('x')", "__import__('os').write(1, b'x')", "3") == [None, 1, 3]


def test_a_worker_knows_no_secrets_and_loads_no_servers(monkeypatch):
    monkeypatch.setenv("CCHC_PASSWORD", "x")

    environment, modules = called(
        "sorted(__import__('os').environ)", "sorted(__import__('sys').modules)"
    )

    assert "CCHC_PASSWORD" not in environment
    assert not {"prefect", "sqlalchemy", "pandas", "duckdb"} & set(modules)


def test_two_calls_run_at_a_time():
    one, two = called("(__import__('time').sleep(0.3), __import__('os').getpid())[1]", "0"), None
    start = time.monotonic()
    called("__import__('time').sleep(0.3)", "__import__('time').sleep(0.3)")

    assert time.monotonic() - start < 2
    assert one[0] != os.getpid()
    assert two is None


def test_no_worker_is_left_when_the_results_are_not_all_taken():
    before = children_of(os.getpid())
    results = run_in_workers(eval, [(str(n),) for n in range(50)])
    assert next(results) == 0
    results.close()

    assert children_of(os.getpid()) == before


def test_it_works_from_a_thread():
    found = []
    thread = Thread(target=lambda: found.extend(called("1 + 1")))
    thread.start()
    thread.join()

    assert found == [2]


def test_a_function_that_a_worker_cannot_load_is_a_defect_that_is_told():
    with pytest.raises(ChildProcessError):
        list(run_in_workers(CallLimits.__init__.__get__(_Unloadable()), [(1,)]))


class _Unloadable:
    def __reduce__(self):
        return (exec, ("raise SystemExit",))


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")
def test_no_worker_outlives_a_parent_that_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "from tasks.files.worker_pool import CallLimits, run_in_workers\n"
        "calls = [('__import__(\"time\").sleep(60)',)] * 2\n"
        "list(run_in_workers(eval, calls, CallLimits(seconds=60)))\n",
        encoding="utf-8",
    )
    root = Path(__file__).parents[3]
    with subprocess.Popen([sys.executable, str(script)], cwd=root) as parent:
        workers = _until(lambda: children_of(parent.pid), 2)
        parent.send_signal(signal.SIGKILL)
        parent.wait()

    _until(lambda: [pid for pid in workers if not alive(pid)], 2)


def _until(found, count):
    deadline = time.monotonic() + 20
    while len(those := found()) < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return those


def test_a_pool_keeps_its_workers_and_takes_one_function_after_another():
    with WorkerPool(CallLimits(workers=1)) as pool:
        first = list(pool.map(os.getpid, [()]))
        assert list(pool.map(len, [("ab",), ("abc",)])) == [2, 3]
        assert list(pool.map(os.getpid, [()])) == first


@pytest.mark.parametrize(("calls", "started"), [(1, 1), (9, 2)])
def test_there_are_no_more_workers_than_calls(calls, started):
    before = set(children_of(os.getpid()))
    with WorkerPool(CallLimits(workers=2)) as pool:
        begun = pool.submit(partial(pow, 2), [(n,) for n in range(calls)])
        assert [one.result() for one in begun] == [2**n for n in range(calls)]
        assert len(set(children_of(os.getpid())) - before) == started
    assert set(children_of(os.getpid())) == before


def test_a_pool_can_be_ended_while_its_workers_start():
    before = children_of(os.getpid())
    pool = WorkerPool()
    begun = pool.submit(len, [("a",)] * 9)
    pool.end()
    assert children_of(os.getpid()) == before
    assert all(one.done() for one in begun)


def test_calls_that_nobody_waits_for_are_dropped(tmp_path):
    log = tmp_path / "log"
    with WorkerPool(CallLimits(workers=1)) as pool:
        results = pool.map(exec, [(f"open({str(log)!r}, 'a').write('x')",)] * 1000)
        next(results)
        results.close()
        assert list(pool.map(len, ["a"])) == [1]
    assert 0 < len(log.read_text()) < 1000


def test_a_pool_that_was_ended_starts_anew():
    pool = WorkerPool(CallLimits(workers=1))
    first = list(pool.map(os.getpid, [()]))
    pool.end()
    assert list(pool.map(os.getpid, [()])) != first
    pool.end()


def test_a_worker_that_died_between_calls_is_replaced_and_no_file_is_blamed():
    with WorkerPool(CallLimits(workers=1)) as pool:
        (idle,) = pool.map(os.getpid, [()])
        os.kill(idle, signal.SIGKILL)
        while alive(idle):
            time.sleep(0.01)

        assert list(pool.map(len, [("abc",)])) == [3]
