"""What a process started does not outlive it, even when it is killed."""

import fcntl
import os
import signal
import subprocess
import sys
import time

import pytest

CHILD = """
import fcntl, signal, sys, time
signal.signal(signal.SIGINT, signal.{handler})
file = open(sys.argv[1], "w")
fcntl.flock(file, fcntl.LOCK_EX)
file.write("held")
file.flush()
time.sleep(600)
"""
PARENT = """
import os, pathlib, sys
from deployments.system.processes import running
child, file, log = sys.argv[1:]
with running([sys.executable, "-c", child, file], dict(os.environ), pathlib.Path(log), 1):
    print("started", flush=True)
    sys.stdin.read()
"""
SECONDS = 60


def until(happened):
    deadline = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_free(file):
    with file.open() as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@pytest.mark.parametrize("handler", ["SIG_DFL", "SIG_IGN"])
def test_a_child_does_not_outlive_a_parent_that_was_killed(tmp_path, handler):
    file = tmp_path / "held"
    child = CHILD.format(handler=handler)
    command = [sys.executable, "-c", PARENT, child, str(file), str(tmp_path / "log")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout.readline() == b"started\n"
        until(lambda: file.exists() and file.read_text() == "held")
        assert not is_free(file)
        os.kill(parent.pid, signal.SIGKILL)

    until(lambda: is_free(file))
