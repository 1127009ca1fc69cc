from __future__ import annotations

from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.inbox.mail import headers


def mail(*lines):
    return message_from_bytes(b"\r\n".join([*lines, b"", b"x"]))


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (b"=?UTF-8?B?TuG7mXAgYuG6o25n?=", "Nộp bảng"),
        (b"=?utf-8?q?N=E1=BB=99p?= =?utf-8?q?_b=E1=BA=A3ng?=", "Nộp bảng"),
        ("Nộp bảng".encode(), "Nộp bảng"),
        ("Nộp\r\n bảng".encode(), "Nộp bảng"),
        (b"=?windows-1258?Q?Qu=F4=ECc?=", "Quốc"),
        (b"=?gb18030?B?1tC5+g==?=", "中国"),
        (b"=?khong-co?Q?abc?=", "abc"),
        (b"=?utf-8?B?a!!!?= x", "=?utf-8?B?a!!!?= x"),
        (b"=?utf-8\x00?Q?abc?=", None),
        (b"Qu\xf4c h\xf4i", "Quôc hôi"),
        (b"", ""),
    ],
)
def test_a_subject_is_read_whatever_its_charset(field, shown):
    found = headers.field_text(mail(b"Subject: " + field), "Subject")
    assert shown is None or found == shown


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b'attachment; filename="bang.xlsx"', "bang.xlsx"),
        (b"attachment; filename*=utf-8''B%E1%BA%A3ng.xlsx", "Bảng.xlsx"),
        (b"attachment; filename*0*=utf-8''B%E1%BA%A3; filename*1*=ng.xlsx", "Bảng.xlsx"),
        (b"attachment; filename*=windows-1258''Qu%F4%ECc.xlsx", "Quốc.xlsx"),
        (b"attachment; filename*=gb18030''%D6%D0.xlsx", "中.xlsx"),
        (b"attachment; filename*=khong-co''a%E1.xlsx", "aá.xlsx"),
        (b"attachment; filename*=''a.xlsx", "a.xlsx"),
        (b'attachment; filename="=?UTF-8?B?QuG6o25nLnhsc3g=?="', "Bảng.xlsx"),
        ('attachment; filename="Bảng.xlsx"'.encode(), "Bảng.xlsx"),
        (b'attachment;\r\n filename="a\r\n b.xlsx"', "a b.xlsx"),
        (b"attachment", ""),
        (b"attachment; filename*=utf-8'a", None),
    ],
)
def test_a_file_name_is_read_whatever_wrote_it(disposition, name):
    part = mail(b"Content-Disposition: " + disposition)
    found = headers.parameter(part, "Content-Disposition", "filename")
    assert name is None or found == name


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        (b"Can bo <Can-Bo@Thu.example>", "can-bo@thu.example"),
        (b"can-bo@thu.example", "can-bo@thu.example"),
        (b'"a@b.example" <c@d.example>', "c@d.example"),
        (b"khong co dia chi", ""),
        (b"<>", ""),
        (b"=?utf-8?q?x?= <a@b.example>, c@d.example", "a@b.example"),
    ],
)
def test_the_address_of_the_sender(sender, address):
    assert headers.address(mail(b"From: " + sender)) == address


def test_message_ids_are_found_nearest_first_and_once():
    found = mail(
        b"References: <1@a> <2@a>\r\n <3@a>", b"In-Reply-To: <3@a> (thu cua ai)", b"X: <9@a>"
    )
    assert headers.message_ids(found, "In-Reply-To", "References") == ("<3@a>", "<2@a>", "<1@a>")


@given(st.binary(max_size=300))
def test_no_bytes_in_a_header_ever_raise(noise):
    noisy = noise.replace(b"\n", b" ").replace(b"\r", b" ")
    found = mail(
        b"Subject: " + noisy,
        b"From: " + noisy,
        b"Content-Type: text/plain; charset=" + noisy,
        b"Content-Disposition: attachment; filename*=" + noisy,
        b"References: " + noisy,
    )
    assert isinstance(headers.field_text(found, "Subject"), str)
    assert isinstance(headers.address(found), str)
    assert isinstance(headers.parameter(found, "Content-Type", "charset"), str)
    assert isinstance(headers.parameter(found, "Content-Disposition", "filename"), str)
    headers.message_ids(found, "References")


@given(st.binary(max_size=40), st.text(max_size=20))
def test_bytes_become_text_in_any_charset(content, charset):
    assert isinstance(headers.in_charset(content, charset), str)
