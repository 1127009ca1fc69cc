"""The survey waits for its sources, uses what can be read, and tells of all others."""

import os

import pytest

from deployments.rehearsal.officials import left_alone
from deployments.rehearsal.survey_part import drop_survey
from flows.ticks import campaign_tick
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import Purpose
from tasks.notify.text.render import render_email
from tests.support.house import CAMPAIGN, S

CSV, XLSX = "phieu-giay.csv", "truc-tuyen.xlsx"


@pytest.fixture
def house(planned, move_into):
    """The day after the last day for sources; none is there."""
    house = move_into(planned)
    house.start(S.SURVEY)
    house.at("2021-11-13 08:00")
    return house


def folder(house):
    return house.settings.survey_folder(CAMPAIGN)


def put(house, *names):
    """Put these of the two good sources into the folder."""
    drop_survey(house.workspace, house.world)
    for name in {CSV, XLSX} - set(names):
        (folder(house) / name).unlink()


def spoil(house, name, content=b"\xff\xfe not text"):
    (folder(house) / name).write_bytes(content)
    left_alone(folder(house) / name)


def pass_by(house):
    house.collect()
    house.tick(campaign_tick)


def told(house):
    """What the first operator was told."""
    return [
        (m.params["case"], m.params["source"])
        for m in house.messages(Purpose.SURVEY_SOURCE)
        if m.person == "operator-1"
    ]


def batches(house):
    with house.workspace.read() as uow:
        return sorted(batch.source for batch in uow.surveys.batches())


def test_before_the_last_day_for_sources_nothing_is_merged(house):
    house.at("2021-11-12 23:50")
    put(house, CSV, XLSX)
    pass_by(house)

    assert not house.has_ended(S.SURVEY)


def test_it_goes_on_when_every_named_source_is_there(house):
    put(house, CSV)
    pass_by(house)
    assert not house.has_ended(S.SURVEY)

    put(house, CSV, XLSX)
    pass_by(house)
    assert house.has_ended(S.SURVEY)
    assert batches(house) == [CSV, XLSX]
    assert told(house) == []


def test_at_the_limit_of_the_stage_it_takes_what_is_there_and_names_the_rest(house):
    put(house, CSV)
    house.at("2021-11-21 23:50")
    pass_by(house)
    assert not house.has_ended(S.SURVEY)

    house.at("2021-11-22 07:00")
    pass_by(house)
    assert batches(house) == [CSV]
    assert house.stage(S.SURVEY).summary.endswith("; không có nguồn truc-tuyen")
    assert told(house) == [("missing", "truc-tuyen")]


def test_without_any_source_it_stands_still_however_late_it_is(house):
    house.at("2021-12-20 08:00")
    pass_by(house)

    assert not house.has_ended(S.SURVEY)


def test_a_source_that_cannot_be_read_is_told_once_and_awaited(house):
    put(house, XLSX)
    spoil(house, CSV)
    for _ in range(3):
        pass_by(house)
        house.later(days=1)
    assert told(house) == [("unreadable", CSV)]
    assert not house.has_ended(S.SURVEY)

    put(house, CSV, XLSX)
    pass_by(house)
    assert batches(house) == [CSV, XLSX]


def test_a_source_that_stays_unreadable_does_not_harm_the_others(house):
    put(house, XLSX)
    spoil(house, CSV, b"other;columns\n1;2\n")
    house.collect()
    house.at("2021-11-22 07:00")
    pass_by(house)

    assert batches(house) == [XLSX]
    assert told(house) == [("unreadable", CSV), ("missing", "phieu-giay")]


def test_a_source_that_comes_after_the_merge_is_told_as_not_used(house):
    put(house, CSV, XLSX)
    pass_by(house)
    spoil(house, "them.csv", (folder(house) / CSV).read_bytes() + b"\n")
    for _ in range(2):
        pass_by(house)
        house.later(days=1)

    assert told(house) == [("too_late", "them.csv")]
    assert batches(house) == [CSV, XLSX]


def test_a_source_that_is_being_copied_is_left_for_the_next_tick(house):
    put(house, CSV, XLSX)
    (folder(house) / CSV).write_bytes(b"half of it")
    pass_by(house)

    assert (told(house), house.has_ended(S.SURVEY)) == ([], False)


def test_stray_files_do_not_harm_the_sources(house):
    put(house, CSV, XLSX)
    stray = {b"~$truc-tuyen.xlsx": b"lock", b".an.csv": b"hidden", b"b\xff.csv": b"\xff", b"a": b""}
    for name, content in stray.items():
        spoil(house, os.fsdecode(name), content)
    (folder(house) / "thu-muc.csv").mkdir()
    (folder(house) / "gay.xlsx").symlink_to("khong-co.xlsx")
    (folder(house) / "vong.csv").symlink_to("vong.csv")
    with (folder(house) / "phim.xlsx").open("wb") as film:
        film.truncate(1024**4)
    left_alone(folder(house) / "phim.xlsx")
    for _ in range(2):
        pass_by(house)
        house.later(days=1)

    assert told(house) == [("unreadable", "phim.xlsx"), ("unreadable", "b\ufffd.csv")]
    assert batches(house) == [CSV, XLSX]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("unreadable", "chưa đọc được nguồn"),
        ("missing", "gộp các nguồn hiện có"),
        ("too_late", "không tính"),
    ],
)
def test_each_message_says_what_happened(house, case, words):
    put(house, XLSX)
    spoil(house, CSV)
    house.collect()
    message = house.messages(Purpose.SURVEY_SOURCE)[0]
    message = message.model_copy(update={"params": {**message.params, "case": case}})
    campaign = house.workspace.campaign
    mail = render_email(message, campaign.contact(message.person), campaign, Mode.LIVE)

    assert words in mail.text
    assert CSV in mail.subject
