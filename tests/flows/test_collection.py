"""What units put into the drop folder: judged, answered, kept, and never lost."""

import os
import re
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from deployments.rehearsal import officials
from models.domain.audit.chain import verify
from models.domain.campaign import Form
from models.domain.collection.submission_events import (
    FileReceived,
    FileRefused,
    FindingsReturned,
    UnitUnlocked,
)
from models.domain.collection.submission_state import SubmissionStatus
from models.domain.collection.workbook import ScoreColumn
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from tasks.inbox.drop import take_in_files
from tasks.intake.answers import UNKNOWN_UNIT
from tasks.intake.judge import judge_deliveries
from tasks.notify.text.render import render_email
from tasks.screens.refresh import BOARDS
from tasks.workbook.write.blank import personalise_all
from tasks.workbook.write.cover_sheet import cover_for
from tests.support.drop_folder import lying, put_aside
from tests.support.house import CAMPAIGN, COMMUNES, Killed, S, killed_at_commit

FIRST, SECOND, THIRD = COMMUNES
ANSWERS = (Purpose.RECEIPT, Purpose.FINDINGS, Purpose.REFUSED)
MEMORY = Path("/proc/self/mem")


@pytest.fixture
def house(asked, move_into):
    house = move_into(asked)
    house.at("2021-11-04 15:00")
    return house


def state(house, unit, form=Form.COMMUNE):
    with house.workspace.read() as uow:
        return uow.submissions.states(form)[unit]


def events(house, unit, form=Form.COMMUNE):
    with house.workspace.read() as uow:
        return uow.submissions.history(form, unit)


def answers(house):
    return [(m.person, m.purpose) for m in house.messages(*ANSWERS)]


def stored_points(house, unit, form=Form.COMMUNE):
    with house.workspace.read() as uow:
        rows = uow.scores.of(form, "self").get(unit, ())
    return {row.criterion: row.points for row in rows}


def declared_points(house, unit):
    return {
        code: Decimal(answer.worth or 0) / 100
        for code, answer in house.world.declared[unit].items()
    }


def blank(house, form, unit, campaign=None):
    """A workbook as the system would make it, with an identity of our choice."""
    workspace = house.workspace
    identity = workspace.forms.identity_for(form, unit)
    if campaign:
        identity = identity.model_copy(update={"campaign": campaign})
    cover = cover_for(workspace.campaign, form, unit)
    criteria_set = workspace.sets[form]
    return next(content for _, content in personalise_all(criteria_set, [(identity, cover)]))


def test_a_right_file_in_time_is_accepted_with_its_scores_and_a_receipt(house):
    house.drop(FIRST, "bang.xlsx", house.commune_file(FIRST))
    house.collect()

    now = state(house, FIRST)
    assert (now.status, now.version, now.late) == (SubmissionStatus.ACCEPTED, 1, False)
    assert stored_points(house, FIRST) == declared_points(house, FIRST)
    assert answers(house) == [(f"{FIRST}.officer", Purpose.RECEIPT)]
    assert house.messages(Purpose.RECEIPT)[0].state is MessageState.ACCEPTED
    assert lying(house) == []


def test_mistakes_go_back_to_the_officer_with_sheet_and_cell(house):
    house.drop(SECOND, "bang.xlsx", house.commune_file(SECOND, officials.broken))
    house.collect()

    now = state(house, SECOND)
    assert (now.status, now.open_findings) == (SubmissionStatus.FINDINGS, 3)
    assert stored_points(house, SECOND) == {}
    (sent,) = house.messages(*ANSWERS)
    assert (sent.person, sent.purpose) == (f"{SECOND}.officer", Purpose.FINDINGS)
    lines = sent.params["lines"].splitlines()
    assert len(lines) == 3
    assert all(re.match(r"Trang “Chấm điểm”, ô D\d+ \(\d.+\): .+Đề nghị", line) for line in lines)


def test_a_mended_file_is_accepted_after_its_findings(house):
    house.drop(SECOND, "bang.xlsx", house.commune_file(SECOND, officials.broken))
    house.collect()
    house.drop(SECOND, "bang.xlsx", house.commune_file(SECOND))
    house.collect()

    now = state(house, SECOND)
    assert (now.status, now.version, now.open_findings) == (SubmissionStatus.ACCEPTED, 1, 0)
    assert stored_points(house, SECOND) == declared_points(house, SECOND)
    assert len(put_aside(house)) == 2


def test_mistakes_in_a_second_version_leave_the_first_one_counting(house):
    house.drop(FIRST, "bang.xlsx", house.commune_file(FIRST))
    house.collect()
    house.drop(FIRST, "bang.xlsx", house.commune_file(FIRST, officials.broken))
    house.collect()

    assert state(house, FIRST).status is SubmissionStatus.ACCEPTED
    assert stored_points(house, FIRST) == declared_points(house, FIRST)


def test_a_department_answers_its_own_part(house):
    house.drop("tu-phap", "bang.xlsx", house.department_file("tu-phap"))
    house.collect()

    assert state(house, "tu-phap", Form.AUTHORITY).status is SubmissionStatus.ACCEPTED
    assert answers(house) == [("tu-phap.officer", Purpose.RECEIPT)]
    assert set(stored_points(house, "tu-phap", Form.AUTHORITY)) <= set(house.world.own)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda house: "Báo cáo tự chấm".encode(), "unreadable"),
        (lambda house: house.commune_file(FIRST)[:5000], "unreadable"),
        (lambda house: b"", "unreadable"),
        (lambda house: house.commune_file(FIRST), "other_unit"),
    ],
    ids=["a text", "half a workbook", "nothing", "the neighbour's"],
)
def test_a_file_that_cannot_count_is_kept_and_told_to_the_one_who_sent_it(house, make, reason):
    content = make(house)
    house.drop(SECOND, "bang.xlsx", content)
    house.collect()

    refused = [event for event in events(house, SECOND) if isinstance(event, FileRefused)]
    assert [event.reason for event in refused] == [reason]
    assert state(house, SECOND).status is SubmissionStatus.SENT_OUT
    assert state(house, FIRST).status is SubmissionStatus.SENT_OUT
    assert answers(house) == [(f"{SECOND}.officer", Purpose.REFUSED)]
    with house.workspace.read() as uow:
        assert uow.files.get(refused[0].file) == content
    assert put_aside(house) == [content]


def test_a_workbook_of_another_campaign_is_refused(house):
    unit = house.workspace.campaign.unit(FIRST)
    house.drop(FIRST, "bang.xlsx", blank(house, Form.COMMUNE, unit, "ha-tinh-2026"))
    house.collect()

    assert [e.reason for e in events(house, FIRST) if isinstance(e, FileRefused)] == ["no_identity"]
    assert answers(house) == [(f"{FIRST}.officer", Purpose.REFUSED)]


@pytest.mark.parametrize(
    ("form", "unit"), [(Form.AUTHORITY, FIRST), (Form.COMMUNE, "tu-phap")], ids=str
)
def test_a_unit_cannot_answer_a_form_that_it_does_not_owe(house, form, unit):
    content = blank(house, form, house.workspace.campaign.unit(unit))
    house.drop(unit, "bang.xlsx", content)
    house.collect()

    assert stored_points(house, unit, form) == {}
    assert answers(house) == [(f"{unit}.officer", Purpose.REFUSED)]


def test_a_workbook_without_a_sender_counts_for_the_unit_it_names(house):
    folder = house.settings.drop_folder(CAMPAIGN)
    folder.mkdir(parents=True)
    path = folder / "gui-qua-usb.xlsx"
    path.write_bytes(house.commune_file(THIRD))
    officials.left_alone(path)
    house.collect()

    assert state(house, THIRD).status is SubmissionStatus.ACCEPTED
    assert answers(house) == [(f"{THIRD}.officer", Purpose.RECEIPT)]


@pytest.mark.parametrize("place", ["la.docx", "khong-co-don-vi/la.docx"])
def test_a_file_of_nobody_goes_to_the_operators(house, place):
    path = house.settings.drop_folder(CAMPAIGN) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"who sent this?")
    officials.left_alone(path)
    house.collect()

    assert answers(house) == [
        ("operator-1", Purpose.REFUSED),
        ("operator-2", Purpose.REFUSED),
    ]
    assert state(house, UNKNOWN_UNIT).refused == 1
    assert lying(house) == []
    with house.workspace.read() as uow:
        boards = [board(house.workspace, uow) for _, board in BOARDS.values()]
    assert all(boards)


def test_the_same_file_twice_is_one_submission_with_two_receipts(house):
    content = house.commune_file(FIRST)
    house.drop(FIRST, "bang.xlsx", content)
    house.drop(FIRST, "them-mot-ban.xlsx", content)
    house.collect()

    assert (state(house, FIRST).version, state(house, FIRST).received) == (1, 1)
    assert answers(house) == [(f"{FIRST}.officer", Purpose.RECEIPT)] * 2
    first, second = house.messages(Purpose.RECEIPT)
    assert first.params == {**second.params, "file": "bang.xlsx"}
    assert first.params["sha256"] == sha256(content).hexdigest()
    assert lying(house) == []


@pytest.mark.parametrize(
    ("make", "purpose"),
    [
        (lambda house: house.commune_file(SECOND, officials.broken), Purpose.FINDINGS),
        (lambda house: b"not a workbook", Purpose.REFUSED),
    ],
    ids=["mistakes", "unreadable"],
)
def test_a_file_that_did_not_count_is_answered_again_when_it_comes_again(house, make, purpose):
    content = make(house)
    for _ in range(2):
        house.drop(SECOND, "bang.xlsx", content)
        house.collect()
        house.later(days=1)

    assert answers(house) == [(f"{SECOND}.officer", purpose)] * 2
    assert state(house, SECOND).received == 1


def test_an_earlier_file_sent_again_after_another_counts_again(house):
    one, other = house.commune_file(FIRST), house.commune_file(FIRST, with_other_evidence)
    for content in (one, other, one):
        house.drop(FIRST, "bang.xlsx", content)
        house.collect()
        house.later(minutes=30)

    now = state(house, FIRST)
    assert (now.version, now.received) == (3, 3)
    with house.workspace.read() as uow:
        assert uow.files.get(now.accepted_file) == one


def with_other_evidence(cells):
    sheet, code, _ = next(iter(cells))
    return {**cells, (sheet, code, ScoreColumn.EVIDENCE): "Báo cáo số 99/BC-UBND đã bổ sung"}


def test_after_the_limit_a_file_is_late_and_counts(house):
    content = house.commune_file(FIRST)
    house.at("2021-11-06 00:00")
    house.drop(FIRST, "bang.xlsx", content)
    house.collect()

    assert (state(house, FIRST).status, state(house, FIRST).late) == (
        SubmissionStatus.ACCEPTED,
        True,
    )
    assert house.messages(Purpose.RECEIPT)[0].params["timing"] == "nộp muộn dưới 1 phút"


def test_the_last_minute_of_the_last_day_is_in_time(house):
    content = house.commune_file(FIRST)
    house.at("2021-11-05 23:59")
    house.drop(FIRST, "bang.xlsx", content)
    house.collect()

    assert not state(house, FIRST).late


def test_a_file_for_a_locked_round_is_kept_told_and_counts_once_it_is_unlocked(house):
    content = house.commune_file(FIRST)
    house.lock(Form.COMMUNE)
    house.drop(FIRST, "bang.xlsx", content)
    house.collect()

    refused = [event for event in events(house, FIRST) if isinstance(event, FileRefused)]
    assert [event.reason for event in refused] == ["closed"]
    (told,) = house.messages(Purpose.REFUSED)
    campaign = house.workspace.campaign
    mail = render_email(told, campaign.contact(told.person), campaign, Mode.LIVE)
    assert "xin gia hạn" in mail.text
    assert "Thời hạn gửi lại" not in mail.text + mail.html
    assert answers(house) == [(f"{FIRST}.officer", Purpose.REFUSED)]
    assert stored_points(house, FIRST) == {}

    with house.workspace.change("operator-1") as uow:
        reopened = UnitUnlocked(at=house.workspace.now(), by="operator-1", reason="Mất điện")
        uow.submissions.append(Form.COMMUNE, FIRST, reopened)
    for _ in range(2):
        house.later(minutes=5)
        house.drop(FIRST, "bang.xlsx", content)
        house.collect()

    assert (state(house, FIRST).status, state(house, FIRST).version) == (
        SubmissionStatus.ACCEPTED,
        1,
    )
    assert answers(house)[1:] == [(f"{FIRST}.officer", Purpose.RECEIPT)] * 2


@pytest.mark.parametrize("name", ["bang.xlsx.part", "bang.tmp", "~$bang.xlsx", ".bang.xlsx"])
def test_a_file_still_being_written_is_left_alone(house, name):
    folder = house.settings.drop_folder(CAMPAIGN) / FIRST
    folder.mkdir(parents=True)
    (folder / name).write_bytes(b"half")
    house.collect()

    assert lying(house) == [f"{FIRST}/{name}"]
    assert answers(house) == []


def test_a_file_that_is_being_copied_is_left_for_the_next_tick(house):
    whole = house.commune_file(FIRST)
    path = house.settings.drop_folder(CAMPAIGN) / FIRST / "bang.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(whole[:4000])
    house.collect()
    assert (lying(house), answers(house)) == ([f"{FIRST}/bang.xlsx"], [])

    path.write_bytes(whole)
    officials.left_alone(path)
    house.collect()
    assert answers(house) == [(f"{FIRST}.officer", Purpose.RECEIPT)]


def test_what_came_before_midnight_is_in_time_however_late_the_tick_comes(house):
    content = house.commune_file(FIRST)
    house.at("2021-11-05 23:10")
    house.drop(FIRST, "bang.xlsx", content)
    take_in_files(CAMPAIGN)
    house.at("2021-11-06 06:00")
    judge_deliveries(CAMPAIGN)

    assert not state(house, FIRST).late


def test_each_file_is_told_when_it_is_stored_and_never_again(house):
    house.drop(FIRST, "bang.xlsx", b"1")
    told = []
    for _ in range(2):
        take_in_files(CAMPAIGN, lambda _, files: told.extend(files))

    assert told == [(b"1", "bang.xlsx", FIRST)]


def test_what_came_in_before_the_round_locked_is_judged_first(house):
    content = house.commune_file(FIRST)
    house.at("2021-11-09 23:59")
    house.drop(FIRST, "bang.xlsx", content)
    take_in_files(CAMPAIGN)
    house.at("2021-11-10 07:00")
    house.start(S.SELF_ASSESSMENT)

    assert house.has_ended(S.SELF_ASSESSMENT)
    assert state(house, FIRST).status is SubmissionStatus.ACCEPTED


@pytest.mark.skipif(not MEMORY.exists(), reason="needs a file that exists and cannot be read")
def test_a_file_that_cannot_be_read_now_does_not_hold_up_the_others(house):
    house.drop(SECOND, "bang.xlsx", house.commune_file(SECOND))
    folder = house.settings.drop_folder(CAMPAIGN) / FIRST
    folder.mkdir(parents=True)
    (folder / "dang-mo.xlsx").symlink_to(MEMORY)
    house.collect()

    assert state(house, SECOND).status is SubmissionStatus.ACCEPTED
    assert lying(house) == [f"{FIRST}/dang-mo.xlsx"]


@pytest.mark.parametrize("number", range(1, 9))
def test_nothing_is_lost_or_doubled_when_the_tick_dies_at_any_commit(house, number):
    house.drop(FIRST, "bang.xlsx", house.commune_file(FIRST))
    house.drop(SECOND, "bang.xlsx", house.commune_file(SECOND, officials.broken))
    house.drop(THIRD, "bang.xlsx", b"not a workbook")
    with pytest.raises(Killed), killed_at_commit(number):
        house.collect()
    house.collect()

    assert [state(house, unit).status for unit in COMMUNES] == [
        SubmissionStatus.ACCEPTED,
        SubmissionStatus.FINDINGS,
        SubmissionStatus.SENT_OUT,
    ]
    kinds = [FileReceived, FindingsReturned, FileRefused]
    seen = [[type(e) for e in events(house, unit)] for unit in COMMUNES]
    assert [sum(kinds[0] is kind for kind in own) for own in seen] == [1, 1, 1]
    assert (seen[1].count(kinds[1]), seen[2].count(kinds[2])) == (1, 1)
    assert sorted(answers(house)) == [
        (f"{FIRST}.officer", Purpose.RECEIPT),
        (f"{SECOND}.officer", Purpose.FINDINGS),
        (f"{THIRD}.officer", Purpose.REFUSED),
    ]
    assert len(put_aside(house)) == 3
    with house.workspace.read() as uow:
        assert verify(uow.audit.events()) == uow.audit.head()


def test_judging_again_what_was_not_yet_cleared_changes_nothing(house):
    house.drop(FIRST, "1.xlsx", house.commune_file(FIRST, officials.broken))
    house.drop(FIRST, "2.xlsx", house.commune_file(FIRST))
    take_in_files(CAMPAIGN)
    judge_deliveries(CAMPAIGN)
    once = events(house, FIRST)
    take_in_files(CAMPAIGN)
    judge_deliveries(CAMPAIGN)

    assert events(house, FIRST) == once
    assert state(house, FIRST).status is SubmissionStatus.ACCEPTED


ODD = {
    "no text": b"b\xffng.xlsx",
    "a line break": b"b\nng.xlsx",
    "as long as can be": b"x" * 250 + b".xlsx",
    "as long as can be, and an ending": b"x." + b"y" * 253,
    "that of our folder": b".da-nhan",
    "that of our other folder": b".dang-chuyen",
}


def put_raw(house, name, content):
    """Put a file into the top of the drop folder under any name that a file system takes."""
    folder = house.settings.drop_folder(CAMPAIGN)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / os.fsdecode(name)
    path.write_bytes(content)
    officials.left_alone(path)
    return path


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_a_file_under_an_odd_name_counts_and_does_not_hold_up_the_others(house, name):
    put_raw(house, name, house.commune_file(FIRST))
    house.drop(SECOND, "bang.xlsx", house.commune_file(SECOND))
    house.collect()
    house.collect()

    assert state(house, FIRST).status is SubmissionStatus.ACCEPTED
    assert state(house, SECOND).status is SubmissionStatus.ACCEPTED
    assert (lying(house), len(put_aside(house))) == ([], 2)


@pytest.mark.parametrize(
    ("place", "person"), [(f"{FIRST}/phim.xlsx", f"{FIRST}.officer"), ("phim.xlsx", "operator-1")]
)
def test_a_file_that_is_too_large_stays_and_is_told_once_and_the_others_count(house, place, person):
    path = house.settings.drop_folder(CAMPAIGN) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(1024**4)
    officials.left_alone(path)
    house.drop(SECOND, "bang.xlsx", house.commune_file(SECOND))
    house.collect()
    house.later(days=2)
    house.collect()

    told = [m for m in house.messages(Purpose.REFUSED) if m.person == person]
    assert [message.params["file"] for message in told] == ["phim.xlsx"]
    assert "lớn hơn 15 MB" in told[0].params["reason"]
    assert state(house, SECOND).status is SubmissionStatus.ACCEPTED
    assert lying(house) == [place]
