import unicodedata
from decimal import Decimal

import pytest

from models.domain.wording import label_key, vn_number


@pytest.mark.parametrize(
    ("number", "text"), [("0.25", "0,25"), ("2.00", "2"), ("100", "100"), ("1E+2", "100")]
)
def test_numbers_have_a_decimal_comma_and_no_useless_zeros(number, text):
    assert vn_number(Decimal(number)) == text


def test_labels_are_the_same_in_any_unicode_form_case_and_spacing():
    decomposed = unicodedata.normalize("NFD", "  đầy  đủ ")
    assert decomposed != "đầy đủ"
    assert label_key(decomposed) == label_key("Đầy đủ")


def test_labels_with_different_marks_differ():
    assert label_key("Đầy đủ") != label_key("Day du")
