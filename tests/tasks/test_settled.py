"""Files are read whole, or not at all."""

import os
from datetime import datetime, timedelta

from config.clock import SystemClock
from tasks.settled import QUIET, read_settled


def saved(path, ago):
    moment = (SystemClock().now() - ago).timestamp()
    os.utime(path, (moment, moment))


def test_a_file_is_read_once_nobody_has_written_to_it_for_a_while(tmp_path):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"whole")
    assert read_settled(path) is None

    saved(path, QUIET + timedelta(seconds=1))
    assert read_settled(path).content == b"whole"


def test_the_time_of_the_last_edit_does_not_say_when_a_file_came(tmp_path):
    before = datetime.now().astimezone() - timedelta(seconds=1)
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"edited last week")
    saved(path, timedelta(days=7))

    assert before <= read_settled(path).changed <= SystemClock().now()


def test_an_edit_in_the_future_does_not_keep_a_file_out_for_ever(tmp_path, monkeypatch):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"a clock that runs ahead")
    saved(path, timedelta(days=-365))
    assert read_settled(path) is None

    monkeypatch.setattr(SystemClock, "now", lambda self: datetime.now().astimezone() + QUIET)
    assert read_settled(path) is not None


def test_a_file_that_is_gone_or_a_folder_is_not_read(tmp_path):
    assert read_settled(tmp_path / "nothing") is None
    saved(tmp_path, QUIET * 2)
    assert read_settled(tmp_path) is None
