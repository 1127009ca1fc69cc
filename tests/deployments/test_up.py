"""The real system comes up with one command and goes down with Ctrl-C, leaving nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from deployments.ports import free_port
from deployments.processes import ProcessFailed, System
from deployments.serve import DEPLOYMENTS

CAMPAIGN = "huong-khe-2021"
SECONDS = 120


def wait_until(ready, process):
    deadline = time.monotonic() + SECONDS
    while not ready():
        assert process.poll() is None, "cchc up ended early"
        assert time.monotonic() < deadline, "cchc up took too long"
        time.sleep(0.2)


def deployments(port):
    wanted = {"deployments": {"tags": {"all_": [CAMPAIGN]}}}
    try:
        reply = httpx.post(f"http://127.0.0.1:{port}/api/deployments/filter", json=wanted)
    except httpx.HTTPError:
        return []
    return reply.json() if reply.is_success else []


def planned_runs(port):
    wanted = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    return httpx.post(f"http://127.0.0.1:{port}/api/flow_runs/count", json=wanted).json()


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


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see processes: run on Linux")
def test_up_serves_every_flow_on_schedule_and_stops_cleanly(tmp_path):
    port = free_port()
    command = [sys.executable, "-c", "from deployments.cli import main; main()"]
    command += ["up", CAMPAIGN, "--port", str(port), "--home", str(tmp_path)]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            wait_until(lambda: len(deployments(port)) == DEPLOYMENTS, process)
            wait_until(lambda: planned_runs(port) > 0, process)
            scheduled = [each for each in deployments(port) if each["schedules"]]
            ui = httpx.get(f"http://127.0.0.1:{port}/")
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=60)[0].decode()
        finally:
            process.kill()

    assert process.returncode == 0, said
    assert ui.is_success
    assert "Đã dừng tất cả." in said
    zones = {each["schedules"][0]["schedule"]["timezone"] for each in scheduled}
    assert (len(scheduled), zones) == (3, {"Asia/Ho_Chi_Minh"})
    assert processes_of(tmp_path) == []


@pytest.mark.slow
def test_up_serves_the_upload_page_when_it_has_an_address(tmp_path):
    port, portal_port = free_port(), free_port()
    command = [sys.executable, "-c", "from deployments.cli import main; main()"]
    command += ["up", CAMPAIGN, "--port", str(port), "--home", str(tmp_path)]
    command += ["--portal-port", str(portal_port)]
    environment = {**os.environ, "CCHC_PORTAL_URL": "https://cchc.example"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            wait_until(lambda: is_up(portal_port), process)
            page = httpx.get(f"http://127.0.0.1:{portal_port}/")
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=60)[0].decode()
        finally:
            process.kill()

    assert "Trang nộp bảng" in page.text
    assert page.headers["strict-transport-security"]
    assert not is_up(portal_port), said


def is_up(port):
    try:
        return httpx.get(f"http://127.0.0.1:{port}/").is_success
    except httpx.HTTPError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see processes: run on Linux")
def test_up_ends_and_names_the_log_when_a_process_dies(tmp_path):
    port = free_port()
    command = [sys.executable, "-c", "from deployments.cli import main; main()"]
    command += ["up", CAMPAIGN, "--port", str(port), "--home", str(tmp_path)]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            wait_until(lambda: len(deployments(port)) == DEPLOYMENTS, process)
            os.kill(first_with("deployments.serve", tmp_path), signal.SIGKILL)
            said = process.communicate(timeout=60)[0].decode()
        finally:
            process.kill()

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
