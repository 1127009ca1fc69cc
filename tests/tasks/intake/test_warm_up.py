"""Workers start while files are taken in, and only then."""

import os
import time

import pytest

from tasks.intake.look_into import workers
from tasks.intake.warm_up import warm_up
from tests.support.house import CAMPAIGN
from tests.support.processes import children_of


@pytest.fixture
def drop(opened, move_into):
    house = move_into(opened)
    folder = house.workspace.settings.drop_folder(CAMPAIGN)
    folder.mkdir(parents=True, exist_ok=True)
    workers().end()
    yield folder
    workers().end()


def started(folder, *files, awaited=0):
    """How many processes start; it waits until there are as many as are ``awaited``."""
    before = set(children_of(os.getpid()))
    for name in files:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    warm_up(CAMPAIGN)
    deadline = time.monotonic() + 20
    while len(new := set(children_of(os.getpid())) - before) < awaited:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    workers().end()
    return len(new)


def test_files_that_were_put_aside_start_none(drop):
    (drop / "18406").mkdir()
    assert started(drop, ".da-nhan/abc-bang.xlsx") == 0


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["bang.xlsx"], 1),
        (["18406/bang.xlsx"], 1),
        (["18406/bang.xlsx", "18409/bang.xlsx", "bang.xlsx"], 2),
    ],
)
def test_as_many_start_as_there_are_files_up_to_two(drop, files, expected):
    assert started(drop, *files, awaited=expected) == expected
