"""Long names in few signs, still names."""

from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.vietnamese.abbreviations import USUAL, abbreviated
from tests.support.properties import PROPERTY

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
