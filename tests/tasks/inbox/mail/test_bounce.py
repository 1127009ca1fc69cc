"""What a mail server reports is read as far as it can be, and never ends in an error."""

from __future__ import annotations

from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.messages.receipts import DeliveryAction
from tasks.inbox.mail.automatic import Author
from tasks.inbox.mail.bounce import Bounce, bounce_of
from tasks.inbox.mail.incoming import read_mail
from tests.support.bounces import HEAD, about, headers_of, in_words, report

OURS = "<0123456789abcdef0123456789abcdef@cchc.example>"
OWN = "cchc@cchc.example"


def read(raw: bytes) -> Bounce:
    return bounce_of(message_from_bytes(raw))


def test_a_report_is_read_with_the_mail_that_it_is_about():
    found = read(report(about(), envelope="0123", returned=headers_of(OURS)))
    assert (found.envelope, found.message_ids) == ("0123", (OURS,))
    assert (found.report.action, found.report.status) == (DeliveryAction.FAILED, "5.1.1")
    assert found.report.diagnostic == "550 5.1.1 <can-bo@thu.example>: no such user"
    assert found.report.evidence == (
        "Reporting-MTA: dns; mx.thu.example\nOriginal-Envelope-Id: 0123\n\n"
        "Final-Recipient: rfc822; can-bo@thu.example\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 <can-bo@thu.example>: no such user"
    )


@pytest.mark.parametrize(
    "kind", ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"]
)
def test_the_mail_comes_back_whole_or_as_headers(kind):
    returned = f"{headers_of(OURS)}\n\nKính gửi"
    assert read(report(about(), returned=returned, kind=kind)).message_ids == (OURS,)


def test_what_the_mail_that_came_back_answers_is_not_what_came_back():
    returned = f"In-Reply-To: {OURS}\nReferences: {OURS}\n{headers_of('<khac@thu.example>')}"
    letter = read_mail(report(about(), returned=returned), OWN)
    assert letter.answers == ("<khac@thu.example>",)


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "expected"),
    [
        ("failed", "5.1.1 (bad mailbox)", "", (DeliveryAction.FAILED, "5.1.1")),
        ("Failed", "5.0.0", "smtp; 550-5.1.1 no such", (DeliveryAction.FAILED, "5.1.1")),
        ("failed", "5.0.0", "smtp; 550 from 5.1.1.1", (DeliveryAction.FAILED, "5.0.0")),
        ("failed", "5.0.0", "smtp; 450 4.2.2 full", (DeliveryAction.FAILED, "5.0.0")),
        ("failed", "", "smtp; 552 5.2.2 full", (DeliveryAction.FAILED, "5.2.2")),
        ("failed", "", "", (DeliveryAction.FAILED, "")),
        ("failed", "4.4.7", "", (DeliveryAction.FAILED, "4.4.7")),
        ("delayed", "4.4.1", "", (DeliveryAction.DELAYED, "4.4.1")),
        ("relayed (x)", "2.0.0", "", (DeliveryAction.RELAYED, "2.0.0")),
        ("", "5.4.4", "", (DeliveryAction.FAILED, "5.4.4")),
        ("", "4.4.1", "", (DeliveryAction.DELAYED, "4.4.1")),
    ],
)
def test_status_and_action_are_found_wherever_they_are_told(action, status, diagnostic, expected):
    found = read(report(about(action, status, diagnostic))).report
    assert (found.action, found.status) == expected


@pytest.mark.parametrize(("action", "status"), [("", ""), ("", "2.0.0"), ("la", "5.1.1")])
def test_what_a_server_does_not_say_is_not_guessed(action, status):
    assert read(report(about(action, status, ""))).report is None


def test_of_several_addresses_behind_ours_one_that_has_the_mail_is_enough():
    delayed, failed = about("delayed", "4.4.1"), about("failed", "5.2.2")
    assert read(report(delayed, failed)).report.action is DeliveryAction.FAILED
    assert (
        read(report(failed, about("delivered", "2.0.0"))).report.action is DeliveryAction.DELIVERED
    )


def test_long_reports_are_kept_short():
    found = read(report(about(diagnostic="smtp; 550 " + "x" * 3_000), *[about()] * 200)).report
    assert len(found.diagnostic) == 300
    assert len(found.evidence) == 2_000


def test_control_characters_are_not_kept():
    found = read(report(about(diagnostic="smtp; 550 a\x00b\x1b[31m\u202ec"))).report
    assert found.diagnostic == "550 ab[31mc"
    assert found.evidence.replace("\n", "").isprintable()


QMAIL = """Hi. This is the qmail-send program at thu.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<can-bo@thu.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <cchc@cchc.example>
Message-ID: {id}
Subject: Thư trả lại delayed
"""
VIETNAMESE = """Thư của quý vị không gửi được đến can-bo@thu.example.

> From: cchc@cchc.example
> Message-Id:
>  {id}
"""
WAITING = """A message that you sent has not yet been delivered; it is delayed. We will keep trying.

Message-ID: {id}
"""


@pytest.mark.parametrize(
    ("text", "action", "status"),
    [
        (QMAIL, DeliveryAction.FAILED, "5.1.1"),
        (VIETNAMESE, DeliveryAction.FAILED, ""),
        (WAITING, DeliveryAction.DELAYED, ""),
    ],
)
def test_a_bounce_in_words_is_understood(text, action, status):
    found = read(in_words(text.format(id=OURS), subject="x"))
    assert found.message_ids == (OURS,)
    assert (found.report.action, found.report.status) == (action, status)
    assert found.report.evidence.isprintable() or "\n" in found.report.evidence
    assert OURS not in found.report.evidence


def test_a_postmaster_who_writes_of_something_else_reports_nothing():
    mail = in_words(f"Máy chủ sẽ bảo trì.\n\nMessage-ID: {OURS}", subject="Thông báo")
    assert read(mail) == Bounce(message_ids=(OURS,))


def test_a_text_with_the_mail_attached_is_understood():
    mail = message_from_bytes(report(about(), returned=headers_of(OURS), kind="message/rfc822"))
    mail.replace_header("Content-Type", 'multipart/mixed; boundary="b"')
    mail.get_payload()[0].set_payload("Delivery has failed: mailbox full")
    del mail.get_payload()[1]
    found = bounce_of(mail)
    assert (found.report.action, found.message_ids) == (DeliveryAction.FAILED, (OURS,))


WRITTEN = f"Thư trả lại của đồng chí không gửi được.\n\nMessage-ID: {OURS}"


def test_a_postmaster_who_is_a_person_reports_nothing():
    by_hand = in_words(WRITTEN, sender="postmaster@thu.example", subject="Re: Thư trả lại")
    assert read(by_hand).report is None
    assert read(b"Auto-Submitted: auto-replied\n" + by_hand).report.action is DeliveryAction.FAILED


def test_a_bounce_that_is_not_opened_reports_nothing():
    letter = read_mail(report(about(), returned="\n--" * 3_000), OWN)
    assert (letter.author, letter.bounce) == (Author.AS_BOUNCE, Bounce())
    assert letter.refusal


def nested(depth):
    inner = about()
    for number in range(depth):
        inner = f"Content-Type: multipart/report; boundary=b{number}\n\n--b{number}\n{inner}\n"
    return HEAD + inner


ODD = [
    HEAD,
    HEAD + "Content-Type: multipart/report; report-type=delivery-status\n\nx",
    HEAD + "Content-Type: message/delivery-status\n\n",
    HEAD + "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n!!!!",
    HEAD + "Content-Type: message/rfc822\n\n",
    HEAD + "Content-Type: text/rfc822-headers; charset=la\n\n: :\n\n",
    HEAD + "Content-Type: text/plain; charset=\x00\nContent-Transfer-Encoding: base64\n\n=",
    nested(30),
    HEAD + "Content-Type: message/rfc822\n\n" * 3_000,
    HEAD + "Content-Type: multipart/report; boundary=b\n\n--b\n"
    "Content-Type: message/delivery-status\n\n" + "Action: failed\n\n" * 20_000,
    HEAD + "\n" + "delivery to " * 30_000 + "> " * 30_000,
]


@pytest.mark.parametrize("number", range(len(ODD)))
def test_a_hostile_bounce_is_still_a_bounce(number):
    letter = read_mail(ODD[number].encode(), OWN)
    assert letter.author in (Author.AS_BOUNCE, Author.BY_HAND)
    assert isinstance(letter.bounce, Bounce)


@given(
    st.lists(st.binary(max_size=60), max_size=8),
    st.sampled_from(["message/delivery-status", "text/plain", "message/rfc822", "multipart/x"]),
)
def test_any_bytes_at_all_are_read(pieces, kind):
    raw = report(about(), returned=headers_of(OURS))
    lines = raw.split(b"\n")
    for place, piece in enumerate(pieces):
        lines.insert((place * 7 + len(piece)) % len(lines), piece)
    read_mail(b"\n".join(lines), OWN)
    read(HEAD.encode() + f"Content-Type: {kind}\n\n".encode() + b"\n".join(pieces))
