"""Rule 11: nothing leads out of this machine, and no process stays behind."""

from __future__ import annotations

import json
import subprocess
import sys
from threading import Event
from time import monotonic

import pytest

from tests.support.processes import alive
from tests.support.zalo.loopback import NotLoopback, require_loopback_url
from tests.support.zalo.process import ROOT, ZaloServer

COMMAND = [sys.executable, "-m", "tests.support.zalo"]
PARENT = f"import subprocess as s; p = s.Popen({COMMAND}); print(p.pid, flush=True); input()"
OUTSIDE = ["https://openapi.example", "http://10.0.0.1:80", "http://127.0.0.1.example", "x", ""]


@pytest.mark.parametrize("url", OUTSIDE)
def test_a_client_of_the_server_takes_no_address_of_elsewhere(url):
    with pytest.raises(NotLoopback):
        ZaloServer(api="http://127.0.0.1:1", control=url)
    with pytest.raises(NotLoopback):
        ZaloServer(api=url, control="http://127.0.0.1:1")


@pytest.mark.parametrize("url", ["http://127.0.0.1:80/", "http://localhost:1", "http://[::1]:5"])
def test_addresses_of_this_machine_are_taken(url):
    assert require_loopback_url(url) == url.rstrip("/")


@pytest.mark.slow
def test_events_go_to_no_address_of_elsewhere(zalo):
    with pytest.raises(ValueError, match="loopback"):
        zalo.reset(webhook={"url": "https://cchc.example/zalo"})


@pytest.mark.slow
@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "zalo.example"])
def test_the_server_does_not_start_on_another_address(host):
    ended = subprocess.run([*COMMAND, "--host", host], cwd=ROOT, capture_output=True, timeout=20)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"loopback" in ended.stderr


@pytest.mark.slow
def test_the_server_ends_with_its_input():
    pipe = subprocess.PIPE
    with subprocess.Popen(COMMAND, cwd=ROOT, stdin=pipe, stdout=pipe) as process:
        assert set(json.loads(process.stdout.readline())) == {"api", "control"}
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(5) == 0


@pytest.mark.slow
def test_the_server_ends_with_its_parent_though_its_input_stays_open():
    pipe, command = subprocess.PIPE, [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe) as parent:
        said = parent.stdout.readline(), parent.stdout.readline()
        server = next(int(each) for each in said if each.strip().isdigit())
        assert alive(server)
        parent.kill()
        parent.wait()
        until = monotonic() + 10
        while alive(server) and monotonic() < until:
            Event().wait(0.05)
        assert not alive(server)
