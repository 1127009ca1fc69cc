"""The real system comes up with one command and goes down with Ctrl-C, leaving nothing behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from deployments.prefect.processes import System
from deployments.system.local_http import get, is_up, post
from deployments.system.ports import free_port
from deployments.system.processes import ProcessFailed
from flows.names import DEPLOYMENTS

CAMPAIGN = "huong-khe-2021"
SECONDS = 120


def wait_until(ready, process):
    deadline = time.monotonic() + SECONDS
    while not ready():
        assert process.poll() is None, "cchc up ended early"
        assert time.monotonic() < deadline, "cchc up took too long"
        time.sleep(0.1)


def deployments(port):
    wanted = {"deployments": {"tags": {"all_": [CAMPAIGN]}}}
    try:
        reply = post(f"http://127.0.0.1:{port}/api/deployments/filter", wanted)
    except httpx.HTTPError:
        return []
    return reply.json() if reply.is_success else []


def planned_runs(port):
    wanted = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    return post(f"http://127.0.0.1:{port}/api/flow_runs/count", wanted).json()


def processes_of(home):
    """Ids of processes whose environment names ``home``."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"CCHC_HOME={home}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return [pid for pid in found if pid != os.getpid()]


@contextmanager
def up(home, port, *arguments, **environment):
    """``cchc up`` as a process, once all flows are registered; killed at the latest at the end."""
    command = [sys.executable, "-c", "from deployments.cli import main; main()"]
    command += ["up", CAMPAIGN, "--port", str(port), "--home", str(home), *arguments]
    with subprocess.Popen(
        command,
        cwd=home,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            wait_until(lambda: len(deployments(port)) == DEPLOYMENTS, process)
            yield process
        finally:
            process.kill()


def output_of(process):
    """All that it says until it ends by itself."""
    return process.communicate(timeout=60)[0].decode()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see processes: run on Linux")
def test_up_serves_every_flow_and_the_upload_page_and_stops_cleanly(tmp_path):
    port, portal_port = free_port(), free_port()
    ui, page = f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{portal_port}/"
    address = {"CCHC_PORTAL_URL": "https://cchc.example"}
    with up(tmp_path, port, "--portal-port", str(portal_port), **address) as process:
        wait_until(lambda: planned_runs(port) > 0, process)
        scheduled = [each for each in deployments(port) if each["schedules"]]
        assert is_up(ui)
        wait_until(lambda: is_up(page), process)
        upload_page = get(page)
        process.send_signal(signal.SIGINT)
        said = output_of(process)

    assert process.returncode == 0, said
    assert "Đã dừng tất cả." in said
    assert "Trang nộp bảng" in upload_page.text
    assert upload_page.headers["strict-transport-security"]
    zones = {each["schedules"][0]["schedule"]["timezone"] for each in scheduled}
    assert (len(scheduled), zones) == (3, {"Asia/Ho_Chi_Minh"})
    assert not is_up(page)
    assert processes_of(tmp_path) == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see processes: run on Linux")
def test_up_ends_and_names_the_log_when_a_process_dies(tmp_path):
    with up(tmp_path, free_port()) as process:
        os.kill(first_with("deployments.prefect.serve", tmp_path), signal.SIGKILL)
        said = output_of(process)

    assert process.returncode == 1, said
    assert "nhật ký" in said
    assert "flows.log" in said.replace("\n", "")
    assert processes_of(tmp_path) == []


@pytest.mark.parametrize("dead", ["prefect-server.log", "flows.log"])
def test_whichever_process_has_died_its_log_is_named(dead):
    parts = {
        Path(log): subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        for log in ("prefect-server.log", "flows.log")
    }
    system = System("http://127.0.0.1", parts)
    try:
        system.check_alive()
        parts[Path(dead)].kill()
        parts[Path(dead)].wait()
        with pytest.raises(ProcessFailed, match=dead):
            system.check_alive()
    finally:
        for process in parts.values():
            process.kill()
            process.communicate()


def first_with(words, home):
    """The oldest process of the system whose command line has these words."""
    lines = {
        pid: (Path("/proc") / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        for pid in sorted(processes_of(home))
    }
    return next(pid for pid, line in lines.items() if words in line)
