from decimal import Decimal

import pytest

from models.domain.hundredths import from_hundredths, to_hundredths


@pytest.mark.parametrize(("value", "whole"), [("1.25", 125), ("0", 0), ("-0.5", -50), ("3", 300)])
def test_a_decimal_with_two_places_comes_back_as_it_was(value, whole):
    assert to_hundredths(Decimal(value)) == whole
    assert from_hundredths(whole) == Decimal(value)


def test_it_always_has_two_places():
    assert str(from_hundredths(300)) == "3.00"


@pytest.mark.parametrize("value", ["0.001", "1.255", "-0.005"])
def test_a_third_place_is_never_cut_off(value):
    with pytest.raises(ValueError, match="more than two places"):
        to_hundredths(Decimal(value))
