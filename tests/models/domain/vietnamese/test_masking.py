"""Numbers are written down by their ends only."""

import pytest

from models.domain.vietnamese.masking import masked, masked_address


@pytest.mark.parametrize(
    ("address", "shown"),
    [("84912345678", "84*****678"), ("1234567", "*****"), ("12345678", "12*****678")],
)
def test_an_address_is_known_by_its_ends(address, shown):
    assert masked_address(address) == shown


def test_numbers_and_secrets_are_blotted_out_of_a_text():
    text = masked("gọi 0912345678, khóa bi-mat, ab", ["ab", "bi-mat"])
    assert text == "gọi 09*****678, khóa ***, ab"
