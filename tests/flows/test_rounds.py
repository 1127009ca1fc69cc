"""Rounds close by themselves; operators give time, open again and close again."""

import csv
import io
from datetime import timedelta

import pytest

from flows.operators import answering, extending, unlocking
from flows.ticks import collection_tick, reminders_tick
from models.domain.audit.chain import verify
from models.domain.campaign import Form
from models.domain.collection.submission_events import RoundExtended, RoundLocked, UnitUnlocked
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.errors import NotFound, RuleViolation
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from tasks.inbox.drop import take_in_files
from tasks.inbox.returns_csv import returns_csv
from tasks.inbox.round_changes import extend_round, extension_notes, lock_unit, unlock_unit
from tasks.inbox.status_lines import round_lines, submission_history_lines
from tests.support.house import CAMPAIGN, COMMUNES, Killed, S, killed_at_commit

FIRST, SECOND, THIRD = COMMUNES
BY = "operator-1"
WHY = "Mưa lũ, mất điện"


@pytest.fixture
def house(asked, move_into):
    """Nobody has sent anything yet."""
    house = move_into(asked)
    house.at("2021-11-04 15:00")
    return house


def state(house, unit, form=Form.COMMUNE):
    with house.workspace.read() as uow:
        return uow.submissions.states(form).get(unit, SubmissionState())


def events(house, unit, kind, form=Form.COMMUNE):
    with house.workspace.read() as uow:
        return [e for e in uow.submissions.history(form, unit) if isinstance(e, kind)]


def extend(unit=FIRST, until="2021-11-12", form=Form.COMMUNE, by=BY, reason=WHY):
    return extend_round(CAMPAIGN, form, unit, until, by, reason)


def send(house, unit, moment):
    house.at(moment)
    house.drop(unit, "bang.xlsx", house.commune_file(unit))
    house.collect()


def test_the_tick_locks_every_unit_at_the_closing_and_not_before(house):
    house.at("2021-11-09 23:59")
    house.collect()
    assert not state(house, FIRST).locked
    house.at("2021-11-10 00:00")
    house.collect()
    house.collect()

    for unit in COMMUNES:
        assert len(events(house, unit, RoundLocked)) == 1
    assert all(
        state(house, each.code, Form.AUTHORITY).locked
        for each in house.workspace.campaign.departments
    )


def test_a_late_receipt_and_the_board_say_by_how_much(house):
    send(house, FIRST, "2021-11-07 03:00")

    assert state(house, FIRST).late_by == timedelta(days=1, hours=3)
    assert house.messages(Purpose.RECEIPT)[0].params["timing"] == "nộp muộn 1 ngày 3 giờ"
    assert any("nộp muộn 1 ngày 3 giờ" in line for line in round_lines(CAMPAIGN, Form.COMMUNE))


def test_the_register_of_returns_names_everyone_and_says_how_late(house):
    send(house, FIRST, "2021-11-07 03:00")
    extend(SECOND, "2021-11-12")
    with house.workspace.read() as uow:
        states = {Form.COMMUNE: uow.submissions.states(Form.COMMUNE)}
    text = returns_csv(house.workspace.campaign, states).decode("utf-8-sig")
    rows = {row["Mã đơn vị"]: row for row in csv.DictReader(io.StringIO(text))}

    assert list(rows) == list(COMMUNES)
    assert rows[FIRST]["So với thời hạn"] == "nộp muộn 1 ngày 3 giờ"
    assert rows[FIRST]["Nhận lúc"] == "07/11/2021 03:00"
    assert rows[SECOND]["Thời hạn của đơn vị"] == "chậm nhất vào ngày 12/11/2021"
    assert (rows[SECOND]["So với thời hạn"], rows[SECOND]["Nhận lúc"]) == ("", "")


def test_a_unit_that_was_given_time_is_in_time_and_closes_at_its_own_moment(house):
    assert extend(until="2021-11-12 17:00") == ("Thị trấn Hương Khê",)
    house.at("2021-11-10 08:00")
    house.start(S.SELF_ASSESSMENT)
    assert house.has_ended(S.SELF_ASSESSMENT)
    assert "còn trong thời gian gia hạn 1" in house.stage(S.SELF_ASSESSMENT).summary
    assert (state(house, FIRST).locked, state(house, SECOND).locked) == (False, True)

    send(house, FIRST, "2021-11-12 17:00")
    assert (state(house, FIRST).status, state(house, FIRST).late) == (
        SubmissionStatus.ACCEPTED,
        False,
    )
    house.at("2021-11-12 17:01")
    house.collect()
    assert state(house, FIRST).locked


def test_what_comes_after_the_own_closing_is_refused_though_no_tick_has_locked(house):
    extend()
    house.at("2021-11-13 00:00")
    house.drop(FIRST, "bang.xlsx", house.commune_file(FIRST))
    house.collect()

    assert state(house, FIRST).status is SubmissionStatus.SENT_OUT
    assert house.messages(Purpose.REFUSED)[0].params["closed"]


def test_what_came_before_the_closing_counts_though_it_is_looked_at_after_the_lock(house):
    house.at("2021-11-09 23:58")
    house.drop(FIRST, "bang.xlsx", house.commune_file(FIRST))
    found = take_in_files(CAMPAIGN)
    assert found
    house.at("2021-11-10 08:00")
    house.lock(Form.COMMUNE)
    house.collect()

    assert state(house, FIRST).status is SubmissionStatus.ACCEPTED
    assert state(house, FIRST).locked


def test_the_officers_are_told_of_the_new_limit_and_the_reason(house):
    extend(until="2021-11-12 17:00")
    house.collect()

    (told,) = house.messages(Purpose.ROUND_EXTENDED)
    assert (told.person, told.state) == (f"{FIRST}.officer", MessageState.ACCEPTED)
    assert told.params["limit"] == "chậm nhất 17 giờ 00 ngày 12/11/2021"
    assert told.params["reason"] == WHY
    assert state(house, FIRST).extension is not None


def test_the_same_extension_twice_is_one_and_a_longer_one_is_another(house):
    assert extend()
    assert extend() == ()
    assert extend(until="2021-11-15")

    assert len(events(house, FIRST, RoundExtended)) == 2
    assert len(house.messages(Purpose.ROUND_EXTENDED)) == 2


def test_all_units_of_a_form_are_given_time_and_the_stage_waits_for_them(house):
    extend(SECOND, "2021-11-15")
    given = extend("", "2021-11-12")
    assert len(given) == len(COMMUNES) - 1
    assert not events(house, "tu-phap", RoundExtended, Form.AUTHORITY)

    house.at("2021-11-10 08:00")
    house.start(S.SELF_ASSESSMENT)
    assert not house.has_ended(S.SELF_ASSESSMENT)
    house.at("2021-11-13 08:00")
    house.start(S.SELF_ASSESSMENT)
    assert house.has_ended(S.SELF_ASSESSMENT)
    assert (state(house, FIRST).locked, state(house, SECOND).locked) == (True, False)


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"until": "2021-11-03"}, RuleViolation, "đã qua"),
        ({"until": "2021-11-04 14:59"}, RuleViolation, "đã qua"),
        ({"until": "hôm qua"}, RuleViolation, "Đề nghị ghi ngày"),
        ({"until": "2021-11-04 18:00"}, RuleViolation, "không rút ngắn"),
        ({"unit": "99999"}, NotFound, "không có đơn vị"),
        ({"unit": "tu-phap"}, RuleViolation, "không phải nộp"),
        ({"reason": "  "}, RuleViolation, "Chưa ghi lý do"),
        ({"by": "chairman"}, RuleViolation, "không phải người vận hành"),
        ({"by": ""}, RuleViolation, "không phải người vận hành"),
    ],
    ids=str,
)
def test_a_wrong_extension_is_refused_with_a_sentence_and_changes_nothing(
    house, wrong, error, words
):
    with house.workspace.read() as uow:
        before = uow.audit.head()
    with pytest.raises(error, match=words):
        extend(**wrong)
    with house.workspace.read() as uow:
        assert uow.audit.head() == before


@pytest.mark.parametrize("number", [1, 2])
def test_an_extension_that_dies_is_whole_or_not_there(house, number):
    def give_time():
        extend("")
        house.collect()

    with pytest.raises(Killed), killed_at_commit(number):
        give_time()
    give_time()

    for unit in COMMUNES:
        assert len(events(house, unit, RoundExtended)) == 1
    assert len(house.messages(Purpose.ROUND_EXTENDED)) == len(COMMUNES)
    with house.workspace.read() as uow:
        assert verify(uow.audit.events()) == uow.audit.head()


def test_the_audit_says_who_extended_and_why(house):
    extend()
    with house.workspace.read() as uow:
        (event,) = [e for e in uow.audit.events() if e.action == "submission.round_extended"]

    assert (event.actor, event.reason, event.subject) == (BY, WHY, f"commune/{FIRST}")


def test_a_unit_with_an_extension_is_reminded_after_the_stage_has_ended(house):
    extend(until="2021-11-12")
    house.at("2021-11-10 08:00")
    house.start(S.SELF_ASSESSMENT)
    house.at("2021-11-12 08:00")
    house.tick(reminders_tick)

    reminded = {
        m.person for m in house.messages(Purpose.REMINDER) if m.subject_ref[:7] == "commune"
    }
    assert reminded == {f"{FIRST}.officer"}


def test_an_unlock_opens_the_round_until_its_end_and_what_comes_is_late(house):
    house.at("2021-11-10 08:00")
    house.collect()
    unlock_unit(CAMPAIGN, Form.COMMUNE, FIRST, "2021-11-11 12:00", BY, "Nộp bổ sung")
    unlock_unit(CAMPAIGN, Form.COMMUNE, FIRST, "2021-11-11 12:00", BY, "Nộp bổ sung")
    send(house, FIRST, "2021-11-11 12:00")
    house.at("2021-11-11 12:01")
    house.collect()

    assert (state(house, FIRST).late, state(house, FIRST).locked) == (True, True)
    assert len(events(house, FIRST, UnitUnlocked)) == 1
    (told,) = house.messages(Purpose.ROUND_UNLOCKED)
    assert told.params["until"] == "12 giờ 00 ngày 11/11/2021"


def test_an_unlock_without_an_end_lasts_until_it_is_locked_by_hand(house):
    house.at("2021-11-10 08:00")
    house.collect()
    unlock_unit(CAMPAIGN, Form.COMMUNE, FIRST, "", BY, "Nộp bổ sung")
    house.at("2021-11-20 08:00")
    house.collect()
    assert not state(house, FIRST).locked
    lock_unit(CAMPAIGN, Form.COMMUNE, FIRST, BY, "Đã nhận đủ")
    lock_unit(CAMPAIGN, Form.COMMUNE, FIRST, BY, "Đã nhận đủ")

    assert state(house, FIRST).locked
    assert [each.by for each in events(house, FIRST, RoundLocked)] == ["", BY]
    assert (
        "Khóa nhận bài (operator-1: Đã nhận đủ)"
        in list(submission_history_lines(CAMPAIGN, Form.COMMUNE, FIRST))[-1]
    )


def test_a_round_that_closed_a_moment_ago_is_unlocked_though_no_tick_has_locked(house):
    house.at("2021-11-10 00:01")
    unlock_unit(CAMPAIGN, Form.COMMUNE, FIRST, "2021-11-10 12:00", BY, WHY)
    send(house, FIRST, "2021-11-10 11:00")

    assert state(house, FIRST).status is SubmissionStatus.ACCEPTED
    assert not state(house, FIRST).locked


def test_what_is_open_is_not_unlocked_and_nobody_is_locked_out_early(house):
    with pytest.raises(RuleViolation, match="chưa bị khóa"):
        unlock_unit(CAMPAIGN, Form.COMMUNE, FIRST, "", BY, WHY)
    with pytest.raises(NotFound, match="không có đơn vị"):
        unlock_unit(CAMPAIGN, Form.COMMUNE, "", "", BY, WHY)
    with pytest.raises(RuleViolation, match="còn mở cho mọi đơn vị"):
        lock_unit(CAMPAIGN, Form.COMMUNE, FIRST, BY, WHY)
    with pytest.raises(RuleViolation, match="đã qua"):
        unlock_unit(CAMPAIGN, Form.COMMUNE, FIRST, "2021-11-01", BY, WHY)


def test_a_decision_on_the_results_closes_the_round_for_good(appraised, move_into):
    house = move_into(appraised)
    unlock_unit(CAMPAIGN, Form.COMMUNE, FIRST, "", BY, WHY)
    house.collect()
    assert not state(house, FIRST).locked
    house.play(S.RESULTS)
    house.collect()

    assert all(state(house, unit).final for unit in COMMUNES)
    assert state(house, "tu-phap", Form.APPRAISAL).final
    with pytest.raises(RuleViolation, match="đã kết thúc"):
        extend(until="2021-12-01")
    with pytest.raises(RuleViolation, match="đã kết thúc"):
        unlock_unit(CAMPAIGN, Form.COMMUNE, FIRST, "", BY, WHY)


@pytest.fixture
def appraising(asked, move_into):
    """Two communes are in, one was given time, and the appraisal is under way."""
    house = move_into(asked)
    house.at("2021-11-04 15:00")
    extend(THIRD, "2021-11-12")
    for unit in (FIRST, SECOND):
        house.drop(unit, "bang.xlsx", house.commune_file(unit))
    for department in house.workspace.campaign.departments:
        house.drop(department.code, "bang.xlsx", house.department_file(department.code))
    house.collect()
    house.at("2021-11-10 08:00")
    house.play(S.SELF_ASSESSMENT)
    house.start(S.APPRAISAL)
    house.collect()
    return house


def sheets(house, person="tu-phap.officer"):
    return [m for m in house.messages(Purpose.APPRAISAL_SHEET_SENT) if m.person == person]


def appraised_communes(house, department="tu-phap"):
    with house.workspace.read() as uow:
        return set(uow.scores.of(Form.APPRAISAL, department))


def test_a_commune_accepted_later_comes_to_the_departments_in_a_supplement(appraising):
    house = appraising
    send(house, THIRD, "2021-11-10 15:00")
    assert len(sheets(house)) == 1
    house.at("2021-11-11 08:00")
    house.collect()
    house.collect()

    first, more = sheets(house)
    assert (first.params["added"], more.params["added"]) == ("", "Xã Hà Linh")
    assert more.state is MessageState.ACCEPTED
    house.drop("tu-phap", "phieu.xlsx", house.appraisal_file("tu-phap"))
    house.collect()
    assert appraised_communes(house) == set(COMMUNES)


def test_a_supplement_lists_only_what_is_new_to_who_has_appraised_the_others(appraising):
    house = appraising
    house.drop("tu-phap", "phieu.xlsx", house.appraisal_file("tu-phap"))
    house.collect()
    assert appraised_communes(house) == {FIRST, SECOND}
    before = sheets(house)[0].attachments
    send(house, THIRD, "2021-11-10 15:00")
    house.at("2021-11-11 08:00")
    house.collect()

    assert sheets(house)[1].attachments != before
    assert not state(house, "tu-phap", Form.APPRAISAL).answered
    house.drop("tu-phap", "phieu-bo-sung.xlsx", house.appraisal_file("tu-phap"))
    house.collect()
    assert state(house, "tu-phap", Form.APPRAISAL).answered
    assert appraised_communes(house) == set(COMMUNES)


def test_a_supplement_goes_out_again_when_a_commune_mends_its_sheet(appraising):
    house = appraising
    unlock_unit(CAMPAIGN, Form.COMMUNE, FIRST, "", BY, "Sửa số liệu")
    house.at("2021-11-10 15:00")
    house.drop(FIRST, "bang.xlsx", house.commune_file(FIRST) + b"\0")
    house.collect()
    assert state(house, FIRST).version == 2
    house.at("2021-11-11 08:00")
    house.collect()

    assert [m.params["added"] for m in sheets(house)] == ["", "Thị trấn Hương Khê"]


@pytest.mark.parametrize("number", range(1, 4))
def test_a_supplement_that_dies_is_sent_once(appraising, number):
    house = appraising
    send(house, THIRD, "2021-11-10 15:00")
    house.at("2021-11-11 08:00")
    with pytest.raises(Killed), killed_at_commit(number):
        house.collect()
    house.collect()

    assert len(sheets(house)) == 2


def test_an_operator_is_warned_of_what_an_extension_means_for_the_appraisal(house):
    assert list(extension_notes(CAMPAIGN, Form.AUTHORITY, "2021-11-30")) == []
    assert list(extension_notes(CAMPAIGN, Form.COMMUNE, "2021-11-12")) == []
    (late,) = extension_notes(CAMPAIGN, Form.COMMUNE, "2021-11-16")
    assert "sau hạn gửi phiếu thẩm định" in late


def test_an_operator_is_told_that_the_sheets_are_out(appraising):
    (told,) = extension_notes(CAMPAIGN, Form.COMMUNE, "2021-11-12")
    assert "phiếu thẩm định bổ sung" in told


def test_the_forms_of_the_screen_do_what_the_commands_do(house):
    extending.fn(
        CAMPAIGN,
        form="Bảng tự chấm cấp xã",
        until=house.workspace.now().date().replace(day=12),
        reason=WHY,
        by=BY,
        unit=FIRST,
        hour="17:00",
    )
    assert state(house, FIRST).extension.in_words() == "chậm nhất 17 giờ 00 ngày 12/11/2021"
    house.at("2021-11-10 08:00")
    house.tick(collection_tick)
    unlocking.fn(CAMPAIGN, form="Bảng tự chấm cấp xã", unit=SECOND, reason=WHY, by=BY)
    assert state(house, SECOND).unlocked
    refused = answering.fn(CAMPAIGN, form="Bảng tự chấm cấp xã", unit=FIRST, text="Có.", by=BY)
    assert refused.is_failed()
    assert refused.message.startswith(f"Đơn vị {FIRST} không có câu hỏi nào chờ trả lời.")
