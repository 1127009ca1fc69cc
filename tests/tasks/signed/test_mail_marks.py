"""Marks of our mails: stable, readable back, and not to be made up."""

from __future__ import annotations

import pytest

from tasks.signed.mail_marks import MailMarks

MARKS = MailMarks(campaign="huong-khe-2021", secret=b"mot")
UNITS = ("18496", "18499", "noi-vu")


def test_the_message_id_follows_from_the_key_and_the_secret_alone():
    made = MARKS.message_id("đợt|k1", "a.example")
    assert made == MARKS.message_id("đợt|k1", "a.example")
    assert made.isascii()
    others = {
        made,
        MARKS.message_id("đợt|k2", "a.example"),
        MailMarks(campaign="huong-khe-2021", secret=b"hai").message_id("đợt|k1", "a.example"),
    }
    assert len(others) == 3


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("written", ["{}", "Re: Nhắc {} (2)", "  {} {}"])
def test_a_code_is_found_in_any_subject(unit, written):
    code = MARKS.code(unit)
    assert MARKS.unit_in(written.format(code, code), UNITS) == unit
    assert MARKS.unit_in(written.format(code.lower(), "x"), UNITS) == unit


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "[CCHC 18496]",
        "[CCHC 18496-AAAAAA]",
        "[CCHC 99999-AAAAAA]",
        MARKS.code("18499").replace("18499", "18496"),
        MailMarks(campaign="huong-khe-2021", secret=b"hai").code("18496"),
        MailMarks(campaign="khac-2026", secret=b"mot").code("18496"),
    ],
)
def test_a_code_that_was_made_up_is_nobodys(subject):
    assert MARKS.unit_in(subject, UNITS) == ""


def test_the_secret_is_not_printed():
    assert "mot" not in repr(MARKS)
