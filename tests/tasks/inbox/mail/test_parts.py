from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.inbox.mail.parts import MAX_FILE_NAME, readable_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Biểu điểm xã Hà Linh.xlsx", "Biểu điểm xã Hà Linh.xlsx"),
        (unicodedata.normalize("NFD", "Quyết định.pdf"), "Quyết định.pdf"),
        ("../../etc/cron.d/x", "x"),
        (r"C:\Users\can bo\Desktop\bang.xlsx", "bang.xlsx"),
        ("bao-cao\u202efdp.exe", "bao-caofdp.exe"),
        ("a\u2066b\u2069\u200b\ufeff.xlsx", "ab.xlsx"),
        ("a\r\nBcc: x\x00.xlsx", "aBcc: x.xlsx"),
        ("  hai   dấu\u00a0cách .xlsx ", "hai dấu cách .xlsx"),
        (".htaccess", "htaccess"),
        ("....", "tep-dinh-kem.xlsx"),
        ("", "tep-dinh-kem.xlsx"),
        ("/", "tep-dinh-kem.xlsx"),
        ("📎 bảng.xlsx", "📎 bảng.xlsx"),
    ],
)
def test_a_name_is_for_people_and_leads_nowhere(sent, shown):
    assert readable_name(sent, XLSX) == shown


def test_a_long_name_keeps_its_extension():
    name = readable_name("đ" * 400 + ".xlsx", XLSX)
    assert len(name) == MAX_FILE_NAME
    assert name.endswith("….xlsx")


@given(st.text(max_size=400))
def test_whatever_the_name_it_is_printable_short_and_without_a_folder(sent):
    name = readable_name(sent, "application/pdf")
    assert 0 < len(name) <= MAX_FILE_NAME
    assert not set(name) & set("/\\\n\r\0\u202e")
    assert name not in (".", "..")
    assert unicodedata.is_normalized("NFC", name)
    assert readable_name(name, "application/pdf") == name
