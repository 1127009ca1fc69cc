"""Communes that lost points in the appraisal are asked to explain, once, and are heard."""

from datetime import date

import pytest

from flows.operators import explaining
from flows.ticks import campaign_tick
from models.domain.audit.chain import verify
from models.domain.campaign import Form
from models.domain.collection.questions import asked_before, questions_of
from models.domain.criteria.parts import appraised_by
from models.domain.errors import ConfigurationError, NotFound, RuleViolation
from models.domain.gate.records import Verdict
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from models.domain.people.contact_rules import ContactEdit
from models.domain.stages import StageName
from models.domain.units import Position
from tasks.contacts.change import leave
from tasks.documents.facts import facts
from tasks.explanations import request
from tasks.explanations.operator_actions import ask_as_operator
from tasks.explanations.reductions import explanation_lines, unit_lines
from tasks.inbox.status_lines import question_lines, submission_history_lines
from tasks.notify.text.render import render_email
from tasks.screens.refresh import BOARDS
from tasks.signed.mail_marks import marks_of
from tests.support.house import (
    CAMPAIGN,
    COMMUNES,
    Killed,
    killed_at_commit,
    officials,
)
from tests.support.mail_office import Office
from tests.support.mails import letter

S = StageName
FIRST, SECOND, THIRD = COMMUNES
BY = "operator-1"
DEPARTMENT = "noi-vu"


@pytest.fixture(scope="session")
def sheets_out(assessed, snapshot):
    """The departments have their score sheets."""

    def happen(house):
        house.start(S.APPRAISAL)
        house.collect()
        house.at("2021-11-11 15:00")

    return snapshot(assessed, happen)


@pytest.fixture
def house(sheets_out, move_into):
    return move_into(sheets_out)


def cuts(house, unit=FIRST, number=2, left=0):
    """The first items for which a unit gave itself points, with what is left of them."""
    items = appraised_by(house.workspace.sets[Form.COMMUNE], DEPARTMENT)
    declared = house.world.declared[unit]
    worth = [i.code for i in items if i.code in declared and (declared[i.code].worth or 0) > left]
    return {(unit, code): left for code in worth[:number]}


def appraise(house, changes):
    """All departments send their sheets, the first with these changes."""
    for department in house.workspace.campaign.departments:
        own = changes if department.code == DEPARTMENT else {}
        content = officials.filled_appraisal(house.workspace, department.code, own)
        house.drop(department.code, "phieu-tham-dinh.xlsx", content)
    house.collect()


def over(house, moment="2021-11-16 08:00"):
    """The returns are over: the stage goes on."""
    house.at(moment)
    house.tick(campaign_tick)


def requests(house):
    return house.messages(Purpose.EXPLANATION_ASKED)


def asked(house, unit=FIRST):
    with house.workspace.read() as uow:
        return asked_before(uow.submissions.history(Form.COMMUNE, unit))


def waiting_for(house):
    return house.stage(S.APPRAISAL).waiting_for


def test_each_commune_that_lost_points_gets_one_message_with_all_of_them(house):
    lost = cuts(house, FIRST, 2) | cuts(house, SECOND, 1)
    appraise(house, lost)
    assert requests(house) == []
    over(house)

    first, second = requests(house)
    assert (first.person, second.person) == (f"{FIRST}.officer", f"{SECOND}.officer")
    assert (first.unit, first.params["count"], second.params["count"]) == (FIRST, "2", "1")
    assert first.params["limit"] == "chậm nhất vào ngày 17/11/2021"
    lines = first.params["lines"].splitlines()
    for (_, code), line in zip(cuts(house, FIRST, 2), lines, strict=True):
        own = house.world.declared[FIRST][code].worth
        assert line.startswith(f"Tiêu chí {code} “")
        assert f"tự chấm {own // 100},{own % 100:02d}, thẩm định 0,00." in line
        assert line.endswith(f"Lý do: {officials.NOT_PROVEN}.")
    house.collect()
    assert {m.state for m in requests(house)} == {MessageState.ACCEPTED}
    assert asked(house, THIRD) == ()
    with house.workspace.read() as uow:
        verify(uow.audit.events())


def test_the_council_concludes_after_the_units_had_their_time(house):
    appraise(house, cuts(house))
    over(house)
    assert waiting_for(house) == "explanations"
    over(house, "2021-11-17 23:50")
    assert waiting_for(house) == "explanations"
    over(house, "2021-11-18 07:00")
    assert waiting_for(house) == "gate:appraisal/council/1"
    house.sign(S.APPRAISAL)
    assert house.has_ended(S.APPRAISAL)
    assert len(requests(house)) == 1


def test_without_anything_taken_off_nobody_is_asked_or_waited_for(house):
    appraise(house, {})
    over(house)
    assert requests(house) == []
    assert waiting_for(house) == "gate:appraisal/council/1"
    assert list(explanation_lines(CAMPAIGN)) == ["Chưa có xã nào bị giảm điểm khi thẩm định."]


def test_an_appraisal_that_takes_off_the_same_asks_nothing_again(house):
    lost = cuts(house, FIRST, 2)
    appraise(house, lost)
    over(house)
    house.start(S.APPRAISAL)
    house.later(hours=1)
    appraise(house, lost)
    house.start(S.APPRAISAL)
    over(house, "2021-11-17 09:00")
    house.start(S.APPRAISAL)
    assert len(requests(house)) == len(asked(house)) == 1


def test_what_a_late_sheet_takes_off_is_asked_for_with_another_day(house):
    lost = cuts(house, FIRST, 1)
    appraise(house, lost)
    over(house)
    house.at("2021-11-17 15:00")
    more = cuts(house, FIRST, 2)
    appraise(house, more)
    over(house, "2021-11-18 07:00")

    first, second = requests(house)
    assert (first.params["count"], second.params["count"]) == ("1", "1")
    (new,) = more.keys() - lost.keys()
    assert second.params["lines"].startswith(f"Tiêu chí {new[1]} “")
    assert second.params["limit"] == "chậm nhất vào ngày 19/11/2021"
    assert waiting_for(house) == "explanations"
    over(house, "2021-11-20 07:00")
    assert waiting_for(house) == "gate:appraisal/council/1"


def test_what_was_appraised_anew_after_a_return_is_heard_again(house):
    appraise(house, cuts(house, FIRST, 1))
    over(house)
    over(house, "2021-11-18 07:00")
    house.vote(S.APPRAISAL)
    house.ballot(S.APPRAISAL, Verdict.RETURN, "Đề nghị rà soát lại.")
    appraise(house, cuts(house, FIRST, 2))
    assert len(requests(house)) == 1
    house.sign(S.APPRAISAL)

    assert len(requests(house)) == 2
    assert waiting_for(house) == "explanations"
    over(house, "2021-11-20 07:00")
    assert waiting_for(house) == "gate:appraisal/council/2"


def test_a_request_by_hand_does_not_take_a_decision_back(house):
    appraise(house, cuts(house))
    over(house, "2021-11-22 08:00")
    ask_as_operator(CAMPAIGN, "", "2021-11-25", BY)
    assert len(requests(house)) == 1
    house.sign(S.APPRAISAL)
    assert house.has_ended(S.APPRAISAL)


def test_after_the_end_of_the_stage_nothing_is_asked_by_itself(house):
    appraise(house, cuts(house))
    over(house, "2021-11-22 08:00")
    assert requests(house) == []
    assert waiting_for(house) == "gate:appraisal/council/1"


def test_points_of_an_older_self_assessment_are_not_held_against_a_newer_one(house):
    appraise(house, cuts(house, FIRST, 1))
    house.later(hours=1)
    with house.workspace.change(BY) as uow:
        last = [e for e in uow.submissions.history(Form.COMMUNE, FIRST) if hasattr(e, "version")]
        again = last[-1].model_copy(update={"at": house.workspace.now(), "version": 2})
        uow.submissions.append(Form.COMMUNE, FIRST, again)
    over(house)
    assert requests(house) == []


@pytest.mark.parametrize("number", [1, 2])
def test_an_asking_that_dies_is_made_good_once(house, number):
    appraise(house, cuts(house))
    house.at("2021-11-16 08:00")
    with killed_at_commit(number), pytest.raises(Killed):
        house.tick(campaign_tick)
    house.restart()
    house.start(S.APPRAISAL)
    assert len(requests(house)) == len(asked(house)) == 1


def test_a_letter_that_can_not_be_written_keeps_no_other_from_going(house, monkeypatch):
    appraise(house, cuts(house, FIRST, 1) | cuts(house, SECOND, 1))
    house.at("2021-11-16 08:00")
    real = request.writable

    def broken(post, messages):
        return ([], ["Mẫu thư hỏng."]) if messages[0].unit == FIRST else real(post, messages)

    monkeypatch.setattr(request, "writable", broken)
    with pytest.raises(ConfigurationError, match="Mẫu thư hỏng"):
        ask_as_operator(CAMPAIGN, "", "2021-11-19", BY)
    assert [m.unit for m in requests(house)] == [SECOND]
    assert asked(house, FIRST) == ()
    monkeypatch.undo()
    ask_as_operator(CAMPAIGN, "", "2021-11-19", BY)
    assert [m.unit for m in requests(house)] == [SECOND, FIRST]


class TestByHand:
    def test_an_operator_asks_with_a_limit_of_their_own_once(self, house):
        appraise(house, cuts(house, FIRST, 1) | cuts(house, SECOND, 2))
        name = house.workspace.campaign.unit(SECOND).name
        assert ask_as_operator(CAMPAIGN, SECOND, "2021-11-19 17:00", BY) == (name,)
        assert ask_as_operator(CAMPAIGN, SECOND, "2021-11-19 17:00", BY) == ()
        (told,) = requests(house)
        assert told.params["limit"] == "chậm nhất 17 giờ 00 ngày 19/11/2021"
        (event,) = asked(house, SECOND)
        assert (event.by, len(event.items)) == (BY, 2)
        over(house)
        assert [m.unit for m in requests(house)] == [SECOND, FIRST]

    def test_the_form_of_the_screen_does_the_same_and_says_why_not(self, house):
        appraise(house, cuts(house, FIRST, 1))
        day = date(2021, 11, 19)
        assert explaining.fn(CAMPAIGN, until=day, by=BY, unit=f" {FIRST} ") is None
        assert requests(house)[0].state is MessageState.ACCEPTED
        refused = explaining.fn(CAMPAIGN, until=date(2021, 11, 1), by=BY)
        assert refused.is_failed()
        assert "đã qua" in refused.message

    @pytest.mark.parametrize(
        ("unit", "until", "by", "error"),
        [
            ("", "2021-11-10", BY, RuleViolation),
            ("", "mai", BY, RuleViolation),
            ("", "2021-11-19", "chairman", RuleViolation),
            ("99999", "2021-11-19", BY, NotFound),
            (DEPARTMENT, "2021-11-19", BY, RuleViolation),
        ],
    )
    def test_what_can_not_be_asked_is_told(self, house, unit, until, by, error):
        appraise(house, cuts(house))
        with pytest.raises(error):
            ask_as_operator(CAMPAIGN, unit, until, by)
        assert requests(house) == []

    def test_once_the_results_are_approved_nobody_is_asked(self, approved, move_into):
        move_into(approved)
        with pytest.raises(RuleViolation, match="đã kết thúc"):
            ask_as_operator(CAMPAIGN, "", "2021-11-25", BY)

    def test_where_there_is_no_officer_the_head_is_asked(self, house):
        appraise(house, cuts(house, FIRST, 1))
        for officer in house.workspace.campaign.contacts_of(FIRST, Position.OFFICER):
            leave(CAMPAIGN, officer.id, "", ContactEdit(), BY, "nghỉ hưu")
        ask_as_operator(CAMPAIGN, FIRST, "2021-11-19", BY)
        assert [m.person for m in requests(house)] == [f"{FIRST}.head"]


def answer_by_mail(house, text, **files):
    """The unit answers the letter by mail, from whatever address."""
    office = Office(house)
    marks = marks_of(house.workspace.settings, CAMPAIGN)
    thread = marks.message_id(requests(house)[0].key, "cchc.example")
    office.receive(letter(text, subject="Re: x", In_Reply_To=thread, **files))
    office.tick()


class TestTheAnswer:
    @pytest.fixture
    def house(self, house):
        appraise(house, cuts(house, FIRST, 1))
        over(house)
        house.collect()
        return house

    def questions(self, house):
        with house.workspace.read() as uow:
            return questions_of(uow.submissions.history(Form.COMMUNE, FIRST))

    def test_by_mail_is_an_explanation_of_the_unit_and_the_operators_hear_of_it(self, house):
        answer_by_mail(house, "Tiêu chí đã có văn bản số 5.")
        (given,) = self.questions(house)
        assert (given.explains, given.waits, given.text) == (
            True,
            True,
            "Tiêu chí đã có văn bản số 5.",
        )
        told = house.messages(Purpose.QUESTION_ASKED)
        assert [m.person for m in told] == ["operator-1", "operator-2"]
        person = house.workspace.campaign.contact("operator-1")
        mail = render_email(told[0], person, house.workspace.campaign, Mode.LIVE)
        assert mail.subject.startswith("Giải trình của Thị trấn Hương Khê (số 1)")
        with house.workspace.read() as uow:
            board = BOARDS["8-cau-hoi"][1](house.workspace, uow)
        assert "**Giải trình.** Tiêu chí đã có văn bản số 5." in board
        assert "giải trình số 1" in " ".join(question_lines(CAMPAIGN, everything=False))
        shown = " ".join(submission_history_lines(CAMPAIGN, Form.COMMUNE, FIRST))
        assert "Đề nghị giải trình 1 nội dung" in shown
        assert "Giải trình số 1: Tiêu chí đã có văn bản số 5." in shown

    def test_with_files_it_is_one_whatever_its_words(self, house):
        answer_by_mail(house, "Xã gửi tài liệu.", files=(("van-ban.pdf", b"%PDF-1.4 x"),))
        (given,) = self.questions(house)
        assert (given.explains, given.owed) == (True, True)
        with house.workspace.read() as uow:
            assert [f.name for f in uow.evidence.of(Form.COMMUNE, FIRST)] == ["van-ban.pdf"]

    def test_an_answer_to_another_mail_is_a_question_as_before(self, house):
        office = Office(house)
        marks = marks_of(house.workspace.settings, CAMPAIGN)
        thread = marks.message_id(office.sent_to(FIRST).key, "cchc.example")
        office.receive(letter("Khi nào công bố?", In_Reply_To=thread))
        office.tick()
        (given,) = self.questions(house)
        assert not given.explains

    def test_it_is_no_difficulty_in_the_documents(self, house):
        answer_by_mail(house, "Đã có văn bản.")
        report = ("provincial_report", S.PROVINCIAL_REPORT, 1, date(2021, 11, 22))
        with house.workspace.read() as uow:
            assert facts(house.workspace, uow, *report).rows["difficulties"] == ()

    def test_the_list_tells_who_was_asked_and_who_explained(self, house):
        name = house.workspace.campaign.unit(FIRST).name
        head = f"{FIRST}  {name}: 1 nội dung bị giảm điểm"
        limit = "đã đề nghị giải trình chậm nhất vào ngày 17/11/2021"
        assert list(explanation_lines(CAMPAIGN)) == [f"{head}; {limit}; chưa có giải trình"]
        answer_by_mail(house, "Đã có văn bản.")
        assert list(explanation_lines(CAMPAIGN)) == [f"{head}; {limit}; đã nhận 1 giải trình"]
        _, line = unit_lines(CAMPAIGN, FIRST)
        assert line.endswith("[đã đề nghị giải trình]")


def test_a_plan_without_explanations_goes_straight_to_the_council(house, monkeypatch):
    appraise(house, cuts(house))
    monkeypatch.setattr(request, "explanation_limit", lambda *_: None)
    over(house)
    assert requests(house) == []
    assert waiting_for(house) == "gate:appraisal/council/1"
