import os
import signal
import subprocess
import sys

import pytest

from deployments.system.instance_lock import AlreadyRunning, check_not_running, instance_lock
from tests.support.house import settings_at


def test_a_campaign_is_served_once_from_a_home_folder(tmp_path):
    settings = settings_at(tmp_path)
    with instance_lock(settings, "one"):
        with pytest.raises(AlreadyRunning, match="Đề nghị dừng hệ thống đang chạy"):
            check_not_running(settings, "one")
        check_not_running(settings, "another")
        check_not_running(settings_at(tmp_path / "elsewhere"), "one")

    check_not_running(settings, "one")


HOLDER = """
import sys
from pathlib import Path
from deployments.system.instance_lock import instance_lock
from tests.support.house import settings_at
with instance_lock(settings_at(Path(sys.argv[1])), "one"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_killed_process_no_longer_holds_the_campaign(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning):
            check_not_running(settings_at(tmp_path), "one")
        os.kill(holder.pid, signal.SIGKILL)

    check_not_running(settings_at(tmp_path), "one")


FORKER = """
import os, sys
from pathlib import Path
from deployments.system.instance_lock import AlreadyRunning, check_not_running, instance_lock
from tests.support.house import settings_at
settings = settings_at(Path(sys.argv[1]))
with instance_lock(settings, "one"):
    if not os.fork():
        sys.stdin.read()
        os._exit(0)
    try:
        check_not_running(settings, "one")
    except AlreadyRunning:
        print("held")
check_not_running(settings, "one")
print("free")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_fork_neither_releases_nor_keeps_the_lock_of_its_parent(tmp_path):
    command = [sys.executable, "-c", FORKER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as forker:
        assert [forker.stdout.readline() for _ in "12"] == [b"held\n", b"free\n"]
