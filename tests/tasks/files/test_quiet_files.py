"""Files are read whole, or not at all."""

import os
from datetime import datetime, timedelta

from config.clock import SystemClock
from tasks.files.quiet_files import QUIET, Oversized, file_name_of, read_quiet

MOST = 100


def saved(path, ago):
    moment = (SystemClock().now() - ago).timestamp()
    os.utime(path, (moment, moment))


def test_a_file_is_read_once_nobody_has_written_to_it_for_a_while(tmp_path):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"whole")
    assert read_quiet(path, MOST) is None

    saved(path, QUIET + timedelta(seconds=1))
    assert read_quiet(path, MOST).content == b"whole"


def test_the_time_of_the_last_edit_does_not_say_when_a_file_came(tmp_path):
    before = datetime.now().astimezone() - timedelta(seconds=1)
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"edited last week")
    saved(path, timedelta(days=7))

    assert before <= read_quiet(path, MOST).changed <= SystemClock().now()


def test_an_edit_in_the_future_does_not_keep_a_file_out_for_ever(tmp_path, monkeypatch):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"a clock that runs ahead")
    saved(path, timedelta(days=-365))
    assert read_quiet(path, MOST) is None

    monkeypatch.setattr(SystemClock, "now", lambda self: datetime.now().astimezone() + QUIET)
    assert read_quiet(path, MOST) is not None


def test_a_file_that_is_gone_or_a_folder_is_not_read(tmp_path):
    assert read_quiet(tmp_path / "nothing", MOST) is None
    saved(tmp_path, QUIET * 2)
    assert read_quiet(tmp_path, MOST) is None


def test_of_a_file_that_is_too_large_nothing_is_read(tmp_path):
    path = tmp_path / "phim.xlsx"
    with path.open("wb") as file:
        file.truncate(1024**4)
    saved(path, QUIET * 2)
    found = read_quiet(path, MOST)

    assert isinstance(found, Oversized)
    assert found == read_quiet(path, MOST)


def test_a_name_that_is_no_text_is_shown_with_marks(tmp_path):
    assert file_name_of(tmp_path / "b\udcffn\n.xlsx") == "b\ufffdn\ufffd.xlsx"
