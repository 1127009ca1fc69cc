"""Mails become deliveries, once each, whatever dies meanwhile; then they are moved."""

from __future__ import annotations

import pytest

from models.domain.audit.chain import verify
from models.domain.collection.submission_events import FileReceived, QuestionAsked
from models.domain.delivery import MailKind
from models.domain.messages.purposes import Purpose
from tasks.inbox.mail.limits import MAX_MAIL
from tasks.inbox.mail.take_in import keep_new, move_done
from tasks.intake.answers import UNKNOWN_UNIT
from tasks.intake.judge import judge_deliveries
from tasks.notify.dispatch.send_due import send_due_messages
from tasks.signed.mail_marks import marks_of
from tests.support.house import (
    CAMPAIGN,
    COMMUNES,
    Killed,
    copy_of,
    killed_at_commit,
    living_in,
)
from tests.support.mails import letter

FIRST, SECOND, _ = COMMUNES
ANSWERS = (Purpose.RECEIPT, Purpose.FINDINGS, Purpose.REFUSED)
TOLD = (Purpose.MAIL_LEFT_OUT, Purpose.QUESTION_ASKED)
ACCEPTED = ["workbook_sent", "file_received", "submission_accepted"]


@pytest.fixture(scope="session")
def workbook(asked, tmp_path_factory):
    """The workbook of the first commune, filled in."""
    with living_in(copy_of(asked, tmp_path_factory.mktemp("filled") / "home")) as house:
        return house.commune_file(COMMUNES[0])


@pytest.fixture
def marks(office):
    return marks_of(office.workspace.settings, CAMPAIGN)


@pytest.fixture
def our_id(office, marks):
    """The Message-ID of what we sent to a unit."""
    return lambda unit: marks.message_id(office.sent_to(unit).key, "cchc.example")


def questions(office, unit):
    with office.workspace.read() as uow:
        history = uow.submissions.history("commune", unit)
    return [event for event in history if isinstance(event, QuestionAsked)]


def test_a_workbook_by_mail_is_accepted_answered_in_its_thread_and_moved(office, workbook):
    mail = letter(files=(("bang.xlsx", workbook),))
    office.receive(mail)
    office.tick()

    assert office.history(FIRST) == ACCEPTED
    (receipt,) = office.house.messages(*ANSWERS)
    assert (receipt.purpose, receipt.person) == (Purpose.RECEIPT, f"{FIRST}.officer")
    assert receipt.thread == "<thu-1@thu.example>"
    assert (office.mailbox.mails, office.mailbox.moved) == ({}, [mail.as_bytes()])
    assert office.told(*TOLD) == []


def test_it_came_when_the_server_got_it_and_from_the_address_it_gives(office, workbook):
    office.receive(letter(files=(("bang.xlsx", workbook),)))
    office.tick()
    with office.workspace.read() as uow:
        events = uow.submissions.history("commune", FIRST)
    (received,) = [event for event in events if isinstance(event, FileReceived)]
    assert (received.door, received.sender) == ("mail", "can-bo@thu.example")


def test_nothing_is_read_twice_and_nothing_is_moved_before_it_is_judged(office, workbook):
    uid = office.receive(letter(files=(("bang.xlsx", workbook),)))
    keep_new(office.workspace, office.mailbox)
    keep_new(office.workspace, office.mailbox)
    assert office.mailbox.fetched == [uid]
    move_done(office.workspace, office.mailbox)
    assert list(office.mailbox.mails) == [uid]
    office.tick()
    assert office.mailbox.mails == {}
    assert office.history(FIRST) == ACCEPTED


STEPS = ["waiting", "content", "move"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("side", ["before", "after"])
def test_a_tick_that_dies_in_the_mailbox_is_made_good(office, workbook, step, side):
    def die(called):
        if called == step:
            raise Killed

    office.receive(letter(files=(("bang.xlsx", workbook),)))
    setattr(office.mailbox, side, die)
    with pytest.raises(Killed):
        office.tick()
    setattr(office.mailbox, side, lambda _: None)
    office.tick()

    assert office.history(FIRST) == ACCEPTED
    assert office.told(*ANSWERS) == [(f"{FIRST}.officer", Purpose.RECEIPT)]
    assert len(office.mailbox.moved) == 1


@pytest.mark.parametrize("number", [1, 2])
def test_a_tick_that_dies_at_a_commit_is_made_good(office, workbook, number):
    office.receive(letter(files=(("bang.xlsx", workbook),)))
    with killed_at_commit(number), pytest.raises(Killed):
        office.tick()
    assert len(office.mailbox.mails) == 1
    office.tick()

    assert office.history(FIRST) == ACCEPTED
    assert office.told(*ANSWERS) == [(f"{FIRST}.officer", Purpose.RECEIPT)]
    with office.workspace.read() as uow:
        verify(uow.audit.events())


def test_a_tick_has_no_more_commits_than_those_that_were_killed(office, workbook):
    office.receive(letter(files=(("bang.xlsx", workbook),)))
    with killed_at_commit(3):
        office.tick()


def test_new_uids_of_the_mailbox_make_no_new_deliveries(office, workbook):
    office.receive(letter(files=(("bang.xlsx", workbook),)))
    keep_new(office.workspace, office.mailbox)
    judge_deliveries(CAMPAIGN)
    office.mailbox.renumber()
    office.tick()
    assert office.history(FIRST) == ACCEPTED
    assert office.mailbox.mails == {}


def test_the_same_mail_twice_is_one_and_both_are_moved(office, workbook):
    mail = letter(files=(("bang.xlsx", workbook),)).as_bytes()
    office.mailbox.receive(mail)
    office.mailbox.receive(b"Delivered-To: khac@cchc.example\n" + mail)
    office.tick()
    assert office.history(FIRST) == ACCEPTED
    assert len(office.mailbox.moved) == 2


def test_the_same_message_id_with_another_file_is_another_mail(office, workbook):
    office.receive(letter(files=(("bang.xlsx", workbook),)))
    office.receive(letter(files=(("khac.xlsx", b"PK\x03\x04khac"),)))
    office.tick()
    assert office.history(FIRST) == ACCEPTED
    assert office.told(Purpose.REFUSED) == [
        ("operator-1", Purpose.REFUSED),
        ("operator-2", Purpose.REFUSED),
    ]


def test_the_same_file_in_another_mail_is_one_submission_with_two_receipts(office, workbook):
    office.receive(letter(files=(("bang.xlsx", workbook),)))
    office.receive(letter(files=(("bang.xlsx", workbook),), message_id="<thu-2@thu.example>"))
    office.tick()
    assert office.history(FIRST) == ACCEPTED
    assert [m.thread for m in office.house.messages(Purpose.RECEIPT)] == [
        "<thu-1@thu.example>",
        "<thu-2@thu.example>",
    ]


def test_two_mails_without_a_message_id_are_two(office, workbook):
    office.receive(letter("một", files=(("bang.xlsx", workbook),), message_id=None))
    office.receive(letter("hai", files=(("bang.xlsx", workbook),), message_id=None))
    office.tick()
    assert [m.thread for m in office.house.messages(Purpose.RECEIPT)] == ["", ""]


def test_an_answer_to_our_mail_is_surely_the_units(office, our_id):
    office.receive(letter("Xin gia hạn.", subject="Re: x", In_Reply_To=our_id(SECOND)))
    office.tick()
    (asked,) = questions(office, SECOND)
    assert (asked.text, asked.sender) == ("Xin gia hạn.", "can-bo@thu.example")
    (first, _) = office.house.messages(Purpose.QUESTION_ASKED)
    assert first.params["asker"] == office.workspace.campaign.unit(SECOND).name


def test_an_answer_to_an_answer_is_found_by_the_whole_conversation(office, our_id):
    thread = f"{our_id(SECOND)} <ai-do@thu.example>"
    office.receive(letter("Xin hỏi.", References=thread, In_Reply_To="<ai-do@thu.example>"))
    office.tick()
    assert len(questions(office, SECOND)) == 1


def test_the_code_in_the_subject_is_surely_the_units(office, marks):
    office.receive(letter("Xin hỏi.", subject=f"Fwd: Nhắc {marks.code(SECOND).lower()}"))
    office.tick()
    assert len(questions(office, SECOND)) == 1


FORGED = ["[CCHC 18499-AAAAAA]", "[CCHC 18499]", "<{key}@cchc.example>", "{stolen}"]


@pytest.mark.parametrize("mark", FORGED)
def test_what_somebody_made_up_is_nobodys_and_an_operator_looks_at_it(office, marks, mark):
    other = marks.model_copy(update={"secret": b"khac"})
    mark = mark.format(key=other.local_part("x"), stolen=other.code(SECOND))
    office.receive(letter("Xin hỏi.", subject=f"Về {mark}", In_Reply_To=mark))
    office.tick()
    assert questions(office, SECOND) == []
    assert len(questions(office, UNKNOWN_UNIT)) == 1
    assert ("operator-1", Purpose.QUESTION_ASKED) in office.told(*TOLD)


def test_a_from_address_is_a_hint_for_operators_and_no_more(office):
    contact = office.workspace.campaign.contact(f"{SECOND}.officer")
    office.receive(letter("Xin hỏi.", sender=f"Cán bộ <{contact.email.upper()}>"))
    office.tick()
    assert questions(office, SECOND) == []
    unit = office.workspace.campaign.unit(SECOND).name
    hint = f"{contact.email} (chưa xác minh, có thể là của {unit})"
    asked = office.house.messages(Purpose.QUESTION_ASKED)
    assert {m.params["asker"] for m in asked} == {hint}
    assert all(m.thread == "" for m in asked)


def test_the_hint_stands_in_what_operators_get_of_a_file_of_nobodys(office):
    contact = office.workspace.campaign.contact(f"{SECOND}.officer")
    office.receive(letter(sender=contact.email, files=(("la.xlsx", b"PK\x03\x04"),)))
    office.tick()
    refused = office.house.messages(Purpose.REFUSED)
    unit = office.workspace.campaign.unit(SECOND).name
    assert {m.person for m in refused} == {"operator-1", "operator-2"}
    assert f"có thể là của {unit}." in refused[0].params["reason"]


def test_a_person_of_the_authority_who_answers_speaks_for_no_unit(office, marks):
    (own,) = [m for m in office.house.messages() if m.person == "operator-1"][:1]
    mark = marks.message_id(own.key, "cchc.example")
    office.receive(letter("Đã rõ.", In_Reply_To=mark))
    office.tick()
    assert len(questions(office, UNKNOWN_UNIT)) == 1


AUTOMATIC = [
    {"Auto_Submitted": "auto-replied"},
    {"Return_Path": "<>"},
    {"Precedence": "bulk"},
    {"subject": "Trả lời tự động: Nhắc gửi bảng"},
    {"sender": "cchc@cchc.example"},
]


@pytest.mark.parametrize("fields", AUTOMATIC)
def test_what_no_person_wrote_is_noted_moved_and_never_answered(office, our_id, fields):
    before = len(office.house.messages())
    office.receive(letter("Tôi vắng mặt.", In_Reply_To=our_id(SECOND), **fields))
    office.tick()
    assert office.kinds() == [MailKind.AUTOMATIC]
    assert len(office.house.messages()) == before
    assert questions(office, SECOND) == []
    assert len(office.mailbox.moved) == 1


def test_a_program_that_sends_our_own_file_back_is_not_answered(office, workbook):
    office.receive(letter(files=(("bang.xlsx", workbook),), Auto_Submitted="auto-replied"))
    office.tick()
    assert office.history(FIRST) == ["workbook_sent"]
    assert office.told(*ANSWERS) == []


def test_a_workbook_that_came_over_a_mailing_list_is_taken(office, workbook):
    office.receive(letter(files=(("bang.xlsx", workbook),), Precedence="list"))
    office.tick()
    assert office.history(FIRST) == ACCEPTED


def test_our_own_mail_is_not_taken_in(office, workbook, our_id):
    office.receive(letter(files=(("bang.xlsx", workbook),), message_id=our_id(FIRST)))
    office.tick()
    assert office.kinds() == [MailKind.AUTOMATIC]
    assert office.history(FIRST) == ["workbook_sent"]


def test_a_bounce_is_noted_with_the_message_that_came_back(office, our_id):
    bounce = letter(f"Không gửi được {our_id(SECOND)}", sender="MAILER-DAEMON@thu.example")
    office.receive(bounce)
    office.tick()
    with office.workspace.read() as uow:
        (noted,) = uow.mails.among(office.mailbox.name, 1, (1,))
    assert (noted.kind, noted.about) == (MailKind.BOUNCE, office.sent_to(SECOND).key)
    assert questions(office, SECOND) == []


def test_a_mail_that_is_too_large_is_not_fetched_but_told_and_moved(office, our_id):
    office.receive(letter(In_Reply_To=our_id(SECOND)), size=MAX_MAIL + 1)
    office.tick()
    assert office.mailbox.fetched == []
    (told,) = office.house.messages(*TOLD)
    assert (told.person, told.purpose) == (f"{SECOND}.officer", Purpose.MAIL_LEFT_OUT)
    assert "lớn hơn 25 MB" in told.params["lines"]
    assert told.thread == "<thu-1@thu.example>"
    assert len(office.mailbox.moved) == 1


def test_eleven_files_are_ten_answers_and_the_eleventh_is_named(office, our_id):
    files = tuple((f"tep-{n}.xlsx", b"PK\x03\x04" + bytes([n])) for n in range(11))
    office.receive(letter(files=files, In_Reply_To=our_id(SECOND)))
    office.tick()
    assert len(office.house.messages(Purpose.REFUSED)) == 10
    (told,) = office.house.messages(*TOLD)
    assert "“tep-10.xlsx”" in told.params["lines"]


def test_a_mail_within_the_mail_is_stored_and_told_but_not_judged(office, our_id, workbook):
    mail = letter(In_Reply_To=our_id(FIRST), subject="Re: x")
    mail.add_attachment(letter(files=(("bang.xlsx", workbook),)))
    office.receive(mail)
    office.tick()
    assert "submission_accepted" not in office.history(FIRST)
    (told,) = office.house.messages(Purpose.MAIL_LEFT_OUT)
    assert told.person == f"{FIRST}.officer"
    with office.workspace.read() as uow:
        kept = [uow.files.get(sha) for sha in uow.files.all()]
    assert any(b"bang.xlsx" in content for content in kept)


def test_what_is_told_renders(office, our_id):
    office.receive(letter("Xin <b>hỏi</b>\nhttps://xau.example", subject="Hỏi {{ x }}"))
    office.receive(letter(), size=MAX_MAIL + 1)
    office.tick()
    send_due_messages(CAMPAIGN)
    assert {m.state for m in office.house.messages(*TOLD)} == {"accepted"}


def test_a_mail_that_is_taken_away_while_it_is_read_is_left(office):
    office.receive(letter())
    office.mailbox.before = lambda step: office.mailbox.mails.clear() if step == "content" else None
    office.tick()
    assert office.kinds() == []
