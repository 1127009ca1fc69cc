"""An answer by hand confirms the message that it answers; nothing else does."""

from __future__ import annotations

import pytest

from models.domain.delivery import MailKind
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from tasks.inbox.mail.limits import MAX_MAIL
from tasks.inbox.mail.take_in import keep_new
from tasks.notify.dispatch.send_due import send_due_messages
from tasks.notify.plan.plan_reminders import plan_reminders
from tests.support.bounces import about, report
from tests.support.house import CAMPAIGN, COMMUNES, Killed, killed_at_commit
from tests.support.mails import letter

FIRST, SECOND, THIRD = COMMUNES
S = MessageState


def test_an_answer_to_what_was_sent_again_is_the_units(office, sent, comes):
    sent.send_again()
    comes(letter("Đã nhận.", In_Reply_To=sent.id(turn=2)))
    assert office.noted() == [sent.key]
    assert "question_asked" in office.history(SECOND)
    assert (sent.way(1).state, sent.way(2).state) == (S.ACCEPTED, S.ACKNOWLEDGED)


def test_our_own_mail_that_was_sent_again_is_not_taken_in(office, sent, comes):
    sent.send_again()
    comes(letter(message_id=sent.id(turn=2)))
    assert office.kinds() == [MailKind.AUTOMATIC]


def test_what_was_sent_before_mails_had_names_is_known_by_its_key(office, forgotten, sent, comes):
    comes(letter("Đã nhận.", In_Reply_To=sent.id()))
    comes(letter(message_id=sent.id()))
    assert office.kinds() == [MailKind.LETTER, MailKind.AUTOMATIC]
    assert office.noted()[0] == sent.key
    assert sent.way().state is S.ACKNOWLEDGED


def test_an_answer_by_hand_confirms_with_who_wrote_when_and_not_what(sent, comes):
    comes(letter("Nội dung riêng.", In_Reply_To=sent.id()))
    assert sent.way().state is S.ACKNOWLEDGED
    told = sent.history()[-1]
    assert (told.what, told.detail, told.channel) == ("acknowledged", "trả lời thư", "email")
    assert told.evidence == (
        "Message-ID: <thu-1@thu.example>\nFrom: can-bo@thu.example\nDate: 2021-11-04T15:00:00+07:00"
    )


def test_a_second_answer_changes_nothing(sent, comes):
    comes(letter("Đã rõ.", In_Reply_To=sent.id()))
    once = sent.history()
    comes(letter("Xin hỏi thêm.", In_Reply_To=sent.id(), message_id="<thu-2@thu.example>"))
    assert sent.history() == once


def test_an_answer_that_is_too_large_to_be_opened_is_one(office, sent):
    office.receive(letter(In_Reply_To=sent.id()), size=MAX_MAIL + 1)
    office.tick()
    assert sent.way().state is S.ACKNOWLEDGED


UNCONFIRMED = [
    {"Auto_Submitted": "auto-replied"},
    {"Precedence": "bulk"},
    {"subject": "Trả lời tự động: vắng mặt"},
    {"sender": "postmaster@thu.example"},
    {"files": (("a.xlsx", b"PK\x03\x04"),), "Precedence": "list"},
]


@pytest.mark.parametrize("fields", UNCONFIRMED)
def test_what_a_program_wrote_or_perhaps_did_confirms_nothing(sent, comes, fields):
    comes(letter("Tôi vắng mặt.", In_Reply_To=sent.id(), **fields))
    assert sent.way().state is S.ACCEPTED


def test_a_from_address_alone_confirms_nothing(office, sent, comes):
    contact = office.workspace.campaign.contact(f"{SECOND}.officer")
    comes(letter("Đã nhận.", sender=contact.email, In_Reply_To=f"<{'0' * 32}@cchc.example>"))
    assert sent.way().state is S.ACCEPTED


@pytest.mark.parametrize("mail", ["bounce", "answer"])
def test_a_tick_that_dies_with_the_mail_noted_or_not_loses_nothing(office, sent, mail):
    bounce = report(about(), envelope=sent.track())
    answer = letter("Đã nhận.", In_Reply_To=sent.id()).as_bytes()
    office.mailbox.receive(bounce if mail == "bounce" else answer)
    with killed_at_commit(1), pytest.raises(Killed):
        keep_new(office.workspace, office.mailbox)
    assert (office.kinds(), sent.way().state) == ([], S.ACCEPTED)
    keep_new(office.workspace, office.mailbox)
    assert sent.way().state is (S.FAILED_PERMANENT if mail == "bounce" else S.ACKNOWLEDGED)


def test_an_answer_to_a_reminder_keeps_it_from_those_above(office, sent, comes):
    office.house.at("2021-11-04 07:40")
    plan_reminders(CAMPAIGN)
    send_due_messages(CAMPAIGN)
    (reminder,) = [m for m in office.house.messages(Purpose.REMINDER) if m.unit == SECOND]
    comes(letter("Đang làm.", In_Reply_To=sent.marks.message_id(reminder.key, "cchc.example")))
    for day in ("2021-11-08", "2021-11-09"):
        office.house.at(f"{day} 07:40")
        plan_reminders(CAMPAIGN)
        send_due_messages(CAMPAIGN)
    units = {m.unit for m in office.house.messages(Purpose.ESCALATION)}
    assert FIRST in units
    assert SECOND not in units
