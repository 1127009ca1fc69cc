from __future__ import annotations

from email import message_from_bytes

import pytest

from tasks.inbox.mail.automatic import Author, author_of
from tasks.inbox.mail.incoming import read_mail
from tests.support.mails import letter

OWN = "cchc@cchc.example"


def by(mail):
    return author_of(message_from_bytes(mail.as_bytes()), OWN)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"Auto_Submitted": "no"},
        {"Auto_Submitted": "No; comment"},
        {"Precedence": "normal"},
        {"Return_Path": "<can-bo@thu.example>"},
        {"X_Auto_Response_Suppress": "None"},
        {"subject": "Về việc trả lời tự động của hệ thống"},
    ],
)
def test_what_a_person_wrote(fields):
    assert by(letter(**fields)) is Author.BY_HAND


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; x"},
        {"Auto_Submitted": "(a) auto-notified"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
        {"X_Autorespond": "1"},
    ],
)
def test_what_a_program_wrote(fields):
    assert by(letter(**fields)) is Author.BY_PROGRAM


@pytest.mark.parametrize(
    "fields",
    [
        {"Precedence": "bulk"},
        {"Precedence": " LIST "},
        {"X_Auto_Response_Suppress": "All"},
        {"subject": "Trả lời tự động: Nhắc gửi bảng"},
        {"subject": "Tự động trả lời: Nhắc gửi bảng"},
        {"subject": "Automatic reply: x"},
        {"subject": "Out of Office"},
        {"subject": "Vắng mặt đến 08/11"},
        {"sender": f"Hệ thống <{OWN.upper()}>"},
    ],
)
def test_what_is_perhaps_a_program(fields):
    assert by(letter(**fields)) is Author.PERHAPS


BOUNCE = b"""From: Mail Delivery System <MAILER-DAEMON@thu.example>\r
To: cchc@cchc.example\r
Subject: Undelivered Mail Returned to Sender\r
Message-ID: <b1@thu.example>\r
Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r
\r
--b\r
\r
This is the mail system.\r
\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; thu.example\r
\r
Final-Recipient: rfc822; can-bo@thu.example\r
Action: failed\r
Status: 5.1.1\r
\r
--b\r
Content-Type: text/rfc822-headers\r
\r
From: cchc@cchc.example\r
Message-ID: <aaaabbbb@cchc.example>\r
\r
--b--\r
"""


def test_a_bounce_names_the_mail_that_it_brings_back():
    found = read_mail(BOUNCE, OWN)
    assert found.author is Author.AS_BOUNCE
    assert "<aaaabbbb@cchc.example>" in found.answers
    assert found.contents.files == found.contents.left == []


def test_a_bounce_without_a_report_is_known_by_its_sender():
    assert by(letter(sender="Postmaster <postmaster@thu.example>")) is Author.AS_BOUNCE


def test_a_read_receipt_is_of_a_program():
    receipt = BOUNCE.replace(b"delivery-status", b"disposition-notification")
    receipt = receipt.replace(b"MAILER-DAEMON@", b"can-bo@")
    assert read_mail(receipt, OWN).author is Author.BY_PROGRAM
