from __future__ import annotations

import unicodedata
from email import message_from_bytes, policy

import pytest

from tasks.notify.text.email import AttachedFile, MailThread, compose
from tasks.notify.text.render import RenderedMessage

PLACE = MailThread(message_id="<k1@huyen-thu.example>")
RENDERED = RenderedMessage(
    subject="Đề nghị gửi bảng tự đánh giá, chấm điểm Chỉ số CCHC của xã Hương Thủy",
    text="Kính gửi đồng chí.\n",
    html="<p>Kính gửi <b>đồng chí</b>.</p>\n",
)


@pytest.fixture
def parsed(sender, now):
    """Compose, put on the wire, and read back."""

    def parse(
        *files: AttachedFile, recipient: str = "cb@xa-thu.example", place: MailThread = PLACE
    ):
        mail = compose(RENDERED, sender, recipient, files, place, now)
        return message_from_bytes(mail, policy=policy.default)

    return parse


def test_headers_say_who_what_when_and_that_a_program_wrote_it(parsed):
    mail = parsed()
    assert mail["Subject"] == RENDERED.subject
    assert mail["From"] == "Phòng Nội vụ <noi-vu@huyen-thu.example>"
    assert mail["To"] == "cb@xa-thu.example"
    assert mail["Date"] == "Thu, 04 Nov 2021 08:15:00 +0700"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_all("Message-ID") == [PLACE.message_id]
    assert mail["In-Reply-To"] is mail["References"] is None


def test_both_bodies_are_there_and_the_reader_may_choose(parsed):
    mail = parsed()
    assert mail.get_content_type() == "multipart/alternative"
    assert mail.get_body(("plain",)).get_content().splitlines() == RENDERED.text.splitlines()
    assert mail.get_body(("html",)).get_content().splitlines() == RENDERED.html.splitlines()


@pytest.mark.parametrize(
    ("name", "shown", "kind"),
    [
        ("Biểu điểm xã Hà Linh.xlsx", "Biểu điểm xã Hà Linh.xlsx", "spreadsheetml.sheet"),
        ("Kế hoạch.docx", "Kế hoạch.docx", "wordprocessingml.document"),
        (unicodedata.normalize("NFD", "Quyết định.zip"), "Quyết định.zip", "zip"),
        ("hồ sơ", "hồ sơ", "octet-stream"),
        ("../a\u202efdp.exe\n", ".._a_fdp.exe_", ""),
    ],
)
def test_attachments_keep_their_names_and_lose_what_is_dangerous(parsed, name, shown, kind):
    (attached,) = parsed(AttachedFile(name=name, content=b"\x00PK")).iter_attachments()
    assert attached.get_filename() == shown
    assert attached.get_content_type().endswith(kind)
    assert attached.get_content() == b"\x00PK"


def test_the_wire_is_plain_ascii_in_short_lines(sender, now):
    files = [AttachedFile(name="Biểu.xlsx", content=bytes(range(256)))]
    mail = compose(RENDERED, sender, "cb@xa-thu.example", files, PLACE, now)
    lines = mail.split(b"\r\n")
    assert all(line.isascii() and b"\n" not in line and len(line) <= 998 for line in lines)


@pytest.mark.parametrize("recipient", ["nguyễn@xa-thu.example", "a@x.example,b@y.example"])
def test_an_address_that_is_not_one_ascii_address_is_refused(parsed, recipient):
    with pytest.raises(ValueError, match=r"[Aa]ddress|địa chỉ|addr|local"):
        parsed(recipient=recipient)


def test_an_answer_stands_below_the_mail_it_answers_and_invites_no_other(parsed):
    theirs = "<CAJ3=x.y@thu.example>"
    mail = parsed(place=MailThread(message_id="<a@b.example>", answers=theirs))
    assert (mail["In-Reply-To"], mail["References"]) == (theirs, theirs)
    assert mail["Auto-Submitted"] == "auto-replied"
    assert "OOF" in mail["X-Auto-Response-Suppress"]


@pytest.mark.parametrize(
    "theirs",
    ["", "khong-phai", "<a@b>\r\nBcc: x@y.example", "<a b@c>", "<a@b> <c@d>", f"<{'a' * 900}@b>"],
)
def test_what_is_no_message_id_is_not_answered_to(parsed, theirs):
    mail = parsed(place=MailThread(message_id="<a@b.example>", answers=theirs))
    assert mail["In-Reply-To"] is mail["References"] is mail["Bcc"] is None
    assert mail["Auto-Submitted"] == "auto-generated"


def test_the_code_of_the_unit_stands_at_the_end_of_the_subject(parsed):
    mail = parsed(place=MailThread(message_id="<a@b.example>", code="[CCHC 18496-K7Q2ZD]"))
    assert mail["Subject"] == f"{RENDERED.subject} [CCHC 18496-K7Q2ZD]"
