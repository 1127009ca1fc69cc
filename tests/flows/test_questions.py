"""Questions of units: seen, told once, answered, and kept with the record."""

from datetime import timedelta

import pytest

from models.domain.campaign import Form
from models.domain.collection.questions import questions_of
from models.domain.delivery import Delivery, Door, SentFile
from models.domain.errors import NotFound, RuleViolation
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from models.domain.stages import StageName
from tasks.documents.facts import facts
from tasks.inbox.questions import answer_question, tell_questions
from tasks.inbox.status_lines import question_lines, submission_history_lines
from tasks.intake.answers import UNKNOWN_UNIT
from tasks.notify.text.render import render_email
from tasks.screens.refresh import BOARDS
from tests.support.house import CAMPAIGN, COMMUNES, Killed, killed_at_commit

FIRST, SECOND, _ = COMMUNES
BY = "operator-1"
OPERATORS = ["operator-1", "operator-2"]
TEXT = "Tiêu chí 1.1.1 lấy số liệu đến ngày nào | <b>?"


@pytest.fixture
def house(asked, move_into):
    house = move_into(asked)
    house.at("2021-11-01 15:00")
    return house


def ask(house, text=TEXT, sender=FIRST, thread="", door=Door.PORTAL):
    at = house.workspace.now()
    delivery = Delivery(
        door=door, reference=f"{text}{at}", at=at, sender=sender, thread=thread, text=text
    )
    with house.workspace.change("door:portal") as uow:
        uow.deliveries.put(delivery)
    house.collect()


def questions(house, unit=FIRST, form=Form.COMMUNE):
    with house.workspace.read() as uow:
        return questions_of(uow.submissions.history(form, unit))


def reply(text="Đến hết ngày 31/10.", number=None, unit=FIRST, form=Form.COMMUNE, by=BY):
    return answer_question(CAMPAIGN, form, unit, text, by, number).number


def board(house):
    with house.workspace.read() as uow:
        return BOARDS["8-cau-hoi"][1](house.workspace, uow)


def test_the_operators_are_told_of_a_question_once_and_see_it_waiting(house):
    ask(house)
    house.later(days=2)
    house.collect()
    tell_questions(CAMPAIGN)

    told = house.messages(Purpose.QUESTION_ASKED)
    assert [message.person for message in told] == OPERATORS
    assert {message.state for message in told} == {MessageState.ACCEPTED}
    assert told[0].params["command"] == f"cchc question answer {CAMPAIGN} {FIRST} --number 1"
    assert "**2 ngày**" in board(house)
    assert "&lt;b>" in board(house)
    (line,) = question_lines(CAMPAIGN, everything=False)
    assert "câu hỏi số 1" in line
    assert "đã chờ 2 ngày" in line


def test_an_answer_goes_to_the_officers_under_the_mail_that_asked_and_is_kept(house):
    ask(house, thread="<hoi-1@xa.example>", door=Door.MAIL)
    assert reply() == 1
    house.collect()

    (sent,) = house.messages(Purpose.QUESTION_ANSWERED)
    assert (sent.person, sent.thread) == (f"{FIRST}.officer", "<hoi-1@xa.example>")
    contact = house.workspace.campaign.contact(sent.person)
    mail = render_email(sent, contact, house.workspace.campaign, Mode.LIVE)
    assert TEXT in mail.text
    assert "Đến hết ngày 31/10." in mail.text
    (question,) = questions(house)
    assert (question.answer.by, question.answer.text) == (BY, "Đến hết ngày 31/10.")
    lines = list(submission_history_lines(CAMPAIGN, Form.COMMUNE, FIRST))
    assert f"Câu hỏi số 1: {TEXT}" in lines[-2]
    assert "Trả lời câu hỏi số 1 (operator-1): Đến hết ngày 31/10." in lines[-1]
    assert "Không có câu hỏi nào chờ trả lời" in board(house)
    assert "Đến hết ngày 31/10." in board(house)


def test_of_several_questions_the_oldest_is_answered_unless_one_is_named(house):
    for text in ("A", "B", "C"):
        ask(house, text)
        house.later(minutes=1)
    assert reply("hai", number=2) == 2
    assert reply("một") == 1
    assert reply("ba") == 3

    assert [each.answer.text for each in questions(house)] == ["một", "hai", "ba"]
    with pytest.raises(NotFound, match="không có câu hỏi nào chờ"):
        reply("bốn")


def test_the_same_answer_twice_is_given_once_and_to_one_question(house):
    ask(house, "A")
    ask(house, "B")
    assert (reply(), reply(), reply(number=1)) == (1, 1, 1)

    assert [bool(each.answer) for each in questions(house)] == [True, False]
    assert len(house.messages(Purpose.QUESTION_ANSWERED)) == 1


def test_the_same_words_answer_a_question_that_came_after_them(house):
    ask(house, "A")
    reply("Có.")
    house.later(days=1)
    ask(house, "B")

    assert reply("Có.") == 2
    assert len(house.messages(Purpose.QUESTION_ANSWERED)) == 2


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"number": 7}, NotFound, "không có câu hỏi số 7"),
        ({"number": 1, "text": "khác"}, RuleViolation, "đã được trả lời"),
        ({"text": " "}, RuleViolation, "Chưa ghi nội dung trả lời"),
        ({"by": "chairman"}, RuleViolation, "không phải người vận hành"),
        ({"unit": SECOND}, NotFound, "không có câu hỏi nào chờ"),
        ({"unit": "99999"}, NotFound, "không có câu hỏi nào chờ"),
    ],
    ids=str,
)
def test_a_wrong_answer_is_refused_with_a_sentence(house, wrong, error, words):
    ask(house)
    reply()
    with pytest.raises(error, match=words):
        reply(**wrong)

    assert len(house.messages(Purpose.QUESTION_ANSWERED)) == 1


def test_a_question_of_nobody_is_told_and_its_answer_only_kept(house):
    ask(house, sender="")
    assert house.messages(Purpose.QUESTION_ASKED)[0].params["asker"] == "Người gửi chưa rõ đơn vị"
    assert {m.state for m in house.messages(Purpose.QUESTION_ASKED)} == {MessageState.ACCEPTED}
    reply(unit=UNKNOWN_UNIT)

    assert questions(house, UNKNOWN_UNIT)[0].answer
    assert house.messages(Purpose.QUESTION_ANSWERED) == []
    assert list(question_lines(CAMPAIGN, everything=False)) == ["Không có câu hỏi nào chờ trả lời."]
    (line,) = question_lines(CAMPAIGN, everything=True)
    assert "Chưa rõ đơn vị" in line


def test_a_department_asks_about_its_own_part(house):
    ask(house, sender="tu-phap")
    assert reply(unit="tu-phap", form=Form.AUTHORITY) == 1


def send(house, text, sender=FIRST, unit=FIRST):
    """A return with words along with it."""
    at, content = house.workspace.now(), house.commune_file(unit)
    with house.workspace.change("door:mail") as uow:
        file = SentFile(name="bang.xlsx", file=uow.files.put(content, "bang.xlsx"))
        about = {"thread": f"<{at.timestamp()}@xa.example>", "text": text, "files": (file,)}
        uow.deliveries.put(
            Delivery(door=Door.MAIL, reference=f"{text}{at}", at=at, sender=sender, **about)
        )
    house.collect()
    house.later(minutes=1)


def test_politeness_along_with_files_troubles_nobody(house):
    send(house, "Kính gửi Phòng Nội vụ, xã gửi bảng tự chấm điểm. Trân trọng.")

    assert questions(house) == ()
    assert house.messages(Purpose.QUESTION_ASKED) == []


def test_a_question_along_with_files_waits_like_any_other(house):
    send(house, "Xã gửi bảng. Xin hỏi tiêu chí 1.1.1 lấy số liệu đến ngày nào?")

    assert [message.person for message in house.messages(Purpose.QUESTION_ASKED)] == OPERATORS
    assert "**1** câu hỏi chờ trả lời" in board(house)
    assert reply() == 1


def test_a_note_along_with_files_is_listed_and_may_be_answered(house):
    send(house, "Tài liệu của tiêu chí 1.2.3 xã sẽ gửi sau | <b>.")
    send(house, "Số liệu tạm tính.", SECOND, SECOND)
    ask(house)

    assert {message.unit for message in house.messages(Purpose.QUESTION_ASKED)} == {FIRST}
    notes = board(house).partition("### Lời nhắn kèm hồ sơ")[2]
    assert notes.index("Số liệu tạm tính.") < notes.index("xã sẽ gửi sau \\| &lt;b>.")
    waiting, more = question_lines(CAMPAIGN, everything=False)
    assert "câu hỏi số 2" in waiting
    assert "Có 2 lời nhắn kèm hồ sơ" in more
    assert "lời nhắn số 1" in next(question_lines(CAMPAIGN, everything=True))
    assert [reply("Đã rõ.", 1), reply("Đến 31/10.")] == [1, 2]

    house.collect()
    (note, question) = house.messages(Purpose.QUESTION_ANSWERED)
    contact = house.workspace.campaign.contact(note.person)
    mail = render_email(note, contact, house.workspace.campaign, Mode.LIVE)
    assert "Trả lời lời nhắn của" in mail.subject
    assert "đã nhắn kèm hồ sơ" in mail.text
    assert question.params["note"] == ""
    assert "xã sẽ gửi sau" not in board(house).partition("### Đã trả lời")[0]


def test_a_note_is_no_question_for_an_answer_without_a_number(house):
    send(house, "Số liệu tạm tính.")

    with pytest.raises(NotFound, match="không có câu hỏi nào chờ"):
        reply()


def test_words_of_an_unknown_sender_belong_to_the_unit_whose_return_came(house):
    send(house, "Xin hỏi thời hạn bổ sung.", sender="")

    assert [each.text for each in questions(house)] == ["Xin hỏi thời hạn bổ sung."]
    assert questions(house, UNKNOWN_UNIT) == ()


def test_a_note_is_no_difficulty_in_the_report(house):
    send(house, "Số liệu tạm tính.")
    send(house, "Xã còn vướng mắc ở tiêu chí 2.1.", SECOND, SECOND)

    day = house.workspace.now().date()
    with house.workspace.read() as uow:
        report = ("provincial_report", StageName.PROVINCIAL_REPORT, 1, day)
        told = facts(house.workspace, uow, *report).rows["difficulties"]
    assert [text for _, text in told] == ["Xã còn vướng mắc ở tiêu chí 2.1."]


@pytest.mark.parametrize("number", range(1, 5))
def test_a_tick_that_dies_tells_each_question_once(house, number):
    with pytest.raises(Killed), killed_at_commit(number):
        ask(house)
    house.later(days=1)
    house.collect()
    house.collect()

    assert [each.text for each in questions(house)] == ([TEXT] if number > 1 else [])
    told = [message.person for message in house.messages(Purpose.QUESTION_ASKED)]
    assert told == (OPERATORS if number > 1 else [])
    assert all(each.at < house.workspace.now() - timedelta(hours=1) for each in questions(house))
