"""Judged files are put aside; what was not judged stays, whatever happens in between."""

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest

from deployments.rehearsal import officials
from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionStatus
from tasks.inbox.drop import take_in_files
from tasks.inbox.processed import MOVING_FOLDER, PROCESSED_FOLDER, clear_judged, finish_moving
from tasks.intake.judge import judge_deliveries
from tests.support.drop_folder import lying, put_aside
from tests.support.house import CAMPAIGN, COMMUNES, Killed

FIRST, SECOND, THIRD = COMMUNES


@pytest.fixture
def house(asked, move_into):
    house = move_into(asked)
    house.at("2021-11-04 15:00")
    return house


@pytest.fixture
def folder(house):
    return house.settings.drop_folder(CAMPAIGN)


@pytest.fixture
def judged(house):
    """What was taken in and judged, and still lies there: a file of each of two communes."""
    for unit in (FIRST, SECOND):
        house.drop(unit, "bang.xlsx", house.commune_file(unit))
    found = take_in_files(CAMPAIGN)
    judge_deliveries(CAMPAIGN)
    return found


def state(house, unit):
    with house.workspace.read() as uow:
        return uow.submissions.states(Form.COMMUNE)[unit]


class DiesAtRename:
    """``Path.replace`` of a process that dies before or after it has renamed so many files."""

    def __init__(self, number, *, before):
        self._left, self._before, self._replace = number, before, Path.replace

    def __call__(self, path, target):
        self._left -= 1
        if self._left or not self._before:
            path = self._replace(path, target)
        if not self._left:
            raise Killed
        return path


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("number", range(1, 5))
def test_a_tick_that_died_while_moving_files_is_made_good_by_the_next(
    house, folder, judged, monkeypatch, number, before
):
    dies = DiesAtRename(number, before=before)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda path, target: dies(path, target))
        with pytest.raises(Killed):
            clear_judged(CAMPAIGN, judged)
    house.drop(THIRD, "bang.xlsx", b"came meanwhile")
    house.collect()

    assert (lying(house), len(put_aside(house))) == ([], 3)
    assert [state(house, unit).received for unit in COMMUNES] == [1, 1, 1]
    assert not (folder / MOVING_FOLDER).exists()


def test_a_tick_that_died_before_it_moved_a_file_leaves_nothing_behind(house, folder, judged):
    for trace in (folder / MOVING_FOLDER / "no-list", folder / MOVING_FOLDER / "half-a-list"):
        trace.mkdir(parents=True)
    (folder / MOVING_FOLDER / "half-a-list.json").write_text('[["0')
    (folder / MOVING_FOLDER / "no-folder.json").write_text("[]")
    house.collect()

    assert (lying(house), len(put_aside(house))) == ([], 2)
    assert not (folder / MOVING_FOLDER).exists()


def test_two_ticks_that_clear_at_once_lose_and_double_nothing(house, folder, judged, monkeypatch):
    replace = Path.replace

    def with_another(path, target):
        with monkeypatch.context() as alone, suppress(OSError):
            alone.setattr(Path, "replace", replace)
            finish_moving(folder)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", with_another)
    clear_judged(CAMPAIGN, judged)
    monkeypatch.setattr(Path, "replace", replace)
    house.collect()

    assert (lying(house), len(put_aside(house))) == ([], 2)
    assert [state(house, unit).received for unit in (FIRST, SECOND)] == [1, 1]
    assert not (folder / MOVING_FOLDER).exists()


def test_what_came_in_the_place_of_a_file_as_it_was_moved_goes_back(house, folder, judged):
    place = folder / FIRST / "bang.xlsx"
    place.write_bytes(b"put there before the move")
    officials.left_alone(place)
    clear_judged(CAMPAIGN, judged)

    assert lying(house) == [f"{FIRST}/bang.xlsx"]
    house.collect()
    assert (lying(house), len(put_aside(house))) == ([], 2)
    assert state(house, FIRST).received == 2


def test_what_goes_back_never_takes_the_place_of_what_has_come_there(folder, judged, monkeypatch):
    place = folder / FIRST / "bang.xlsx"
    place.write_bytes(b"put there before the move")
    dies = DiesAtRename(1, before=False)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda path, target: dies(path, target))
        with pytest.raises(Killed):
            clear_judged(CAMPAIGN, judged)
    place.write_bytes(b"put there after it")
    finish_moving(folder)

    aside = place.with_name(f"{judged[0].file[:6]}-bang.xlsx")
    assert place.read_bytes() == b"put there after it"
    assert aside.read_bytes() == b"put there before the move"


def test_a_folder_in_the_place_of_a_judged_file_stays_with_what_is_in_it(house, folder, judged):
    place = folder / FIRST / "bang.xlsx"
    place.unlink()
    place.mkdir()
    (place / "la.xlsx").write_bytes(b"nobody has judged it")
    clear_judged(CAMPAIGN, judged)

    assert lying(house) == [f"{FIRST}/bang.xlsx/la.xlsx"]
    assert not (folder / MOVING_FOLDER).exists()


def test_a_link_that_was_judged_is_put_aside_and_not_what_it_leads_to(house, folder):
    target = folder.parent / "o-cho-khac.xlsx"
    (folder / FIRST).mkdir(parents=True)
    target.write_bytes(house.commune_file(FIRST))
    (folder / FIRST / "bang.xlsx").symlink_to(Path("../..") / target.name)
    officials.left_alone(target)
    house.collect()

    assert state(house, FIRST).status is SubmissionStatus.ACCEPTED
    assert (lying(house), (folder / MOVING_FOLDER).exists()) == ([], False)
    assert len(list((folder / PROCESSED_FOLDER).iterdir())) == 1
    assert target.exists()


def test_a_name_of_a_stranger_holds_nothing_up(house, folder, judged):
    (folder / MOVING_FOLDER).mkdir()
    (folder / MOVING_FOLDER / "..json").write_text("[]")
    clear_judged(CAMPAIGN, judged)
    finish_moving(folder)

    assert (lying(house), len(put_aside(house))) == ([f"{MOVING_FOLDER}/..json"], 2)


def test_a_file_that_grew_while_it_was_judged_is_judged_again(house):
    whole = house.commune_file(FIRST)
    house.drop(FIRST, "bang.xlsx", whole[:4000])
    found = take_in_files(CAMPAIGN)
    house.drop(FIRST, "bang.xlsx", whole)
    judge_deliveries(CAMPAIGN)
    clear_judged(CAMPAIGN, found)
    house.collect()

    assert state(house, FIRST).status is SubmissionStatus.ACCEPTED
    assert lying(house) == []


def test_a_name_that_is_taken_aside_leaves_the_file_where_it_is(house, folder, judged):
    (folder / PROCESSED_FOLDER / f"{judged[0].file[:12]}-bang.xlsx").mkdir(parents=True)
    house.drop(THIRD, "bang.xlsx", house.commune_file(THIRD))
    house.collect()

    assert state(house, THIRD).status is SubmissionStatus.ACCEPTED
    held = [path for path in (folder / MOVING_FOLDER).glob("*/*") if path.is_file()]
    assert [path.read_bytes() for path in held] == [house.commune_file(FIRST)]
    (folder / PROCESSED_FOLDER / f"{judged[0].file[:12]}-bang.xlsx").rmdir()
    house.collect()
    assert (len(put_aside(house)), (folder / MOVING_FOLDER).exists()) == (3, False)


@pytest.mark.parametrize("place", ["../../ra-ngoai", "/ra-ngoai", "%2e%2e/ra-ngoai", "a%00b", ""])
def test_a_list_of_a_stranger_moves_nothing_out_of_the_folder(house, folder, judged, place):
    held = folder / MOVING_FOLDER / "la"
    held.mkdir(parents=True)
    (held / "0").write_bytes(b"not judged")
    held.with_suffix(".json").write_text(json.dumps([["0" * 64, place]]))
    before = set(folder.parents[1].rglob("*"))
    finish_moving(folder)

    assert set(folder.parents[1].rglob("*")) - {folder / PROCESSED_FOLDER} == before
    assert not os.path.lexists("/ra-ngoai")
    house.collect()
    assert (held / "0").read_bytes() == b"not judged"
    assert len(put_aside(house)) == 2
