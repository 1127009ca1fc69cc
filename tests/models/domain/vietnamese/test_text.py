import unicodedata
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.vietnamese.text import (
    USUAL,
    abbreviated,
    fold,
    masked,
    masked_address,
    readable_text,
    tidy,
)
from tests.support.properties import PROPERTY


def test_decomposed_letters_are_the_same_text():
    assert tidy(unicodedata.normalize("NFD", "Không áp dụng")) == "Không áp dụng"


def test_no_break_spaces_and_invisible_characters_do_not_count():
    assert tidy("\ufeff Đầy\u00a0đủ,\n kịp\u200b thời ") == "Đầy đủ, kịp thời"


def test_plain_text_is_only_trimmed():
    assert tidy("  a \t b ") == "a b"


def test_case_does_not_count_when_comparing():
    assert fold("CÓ") == fold("có")


def test_signs_that_cannot_be_printed_are_marked():
    assert readable_text("bao-cao\u202efdp.exe\n") == "bao-cao\ufffdfdp.exe\ufffd"
    assert readable_text(unicodedata.normalize("NFD", "Kế hoạch")) == "Kế hoạch"


@pytest.mark.parametrize(
    ("address", "shown"),
    [("84912345678", "84*****678"), ("1234567", "*****"), ("12345678", "12*****678")],
)
def test_an_address_is_known_by_its_ends(address, shown):
    assert masked_address(address) == shown


def test_numbers_and_secrets_are_blotted_out_of_a_text():
    text = masked("gọi 0912345678, khóa bi-mat, ab", ["ab", "bi-mat"])
    assert text == "gọi 09*****678, khóa ***, ab"


LIMIT = 30


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Chủ tịch UBND xã Hà Linh", "Chủ tịch UBND xã Hà Linh"),
        ("Phó Chủ tịch Thường trực UBND huyện", "PCT Thường trực UBND huyện"),
        ("Trưởng phòng Tài chính - Kế hoạch", "Trưởng phòng TC-KH"),
        ("Chủ tịch Ủy ban nhân dân thị trấn", "Chủ tịch UBND thị trấn"),
        ("Công chức Văn phòng - Thống kê xã Hương Giang", "Công chức VP-TK xã Hương Giang"),
        ("Công chức Văn phòng – Thống kê, xã Hà Linh", "Công chức VP-TK, xã Hà Linh"),
        ("Giám đốc Sở Văn hóa, Thể thao và Du lịch", "Giám đốc Sở VHTTDL"),
        ("công chức phụ trách Cải cách hành chính, Sở Tư pháp", "công chức CCHC, Sở Tư pháp"),
    ],
)
def test_names_are_abbreviated_no_further_than_they_must_be(name, short):
    assert abbreviated(name, LIMIT) == short
    assert abbreviated(normalize("NFD", name), LIMIT) == short


def test_only_whole_words_are_abbreviated():
    assert abbreviated("Nhà Chủ tịchh Phườngg Bắc Hồng Lĩnh", 5) == (
        "Nhà Chủ tịchh Phườngg Bắc Hồng Lĩnh"
    )


@PROPERTY
@given(st.lists(st.sampled_from([*USUAL, "xã", "Hà", "Linh"]), max_size=6), st.integers(1, 80))
def test_a_name_grows_never_and_stays_as_it_is_where_it_fits(words, most):
    name = " ".join(words)
    short = abbreviated(name, most)
    assert len(short) <= len(name)
    assert is_normalized("NFC", short)
    if len(name) <= most:
        assert short == name
