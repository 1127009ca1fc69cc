from decimal import Decimal
from unicodedata import normalize

import pytest
from pydantic import TypeAdapter, ValidationError

from models.domain.values import (
    Points,
    Sha256,
    Text,
    UnitCode,
    Value,
    from_hundredths,
    half_up,
    to_hundredths,
)


class Pair(Value):
    left: int
    right: int = 0


@pytest.mark.parametrize(
    ("exact", "published"),
    [
        ("9.117", "9.12"),
        ("9.115", "9.12"),
        ("9.1149", "9.11"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("2.5", "2.50"),
    ],
)
def test_halves_are_rounded_away_from_zero(exact, published):
    assert str(half_up(Decimal(exact))) == published


def test_a_coarser_step_rounds_coarser():
    assert half_up(Decimal("88.6") - Decimal("85.31"), Decimal("0.1")) == Decimal("3.3")


def test_values_cannot_be_changed():
    pair = Pair(left=1)
    with pytest.raises(ValidationError):
        pair.left = 2


def test_values_refuse_unknown_fields():
    with pytest.raises(ValidationError):
        Pair(left=1, middle=2)


@pytest.mark.parametrize("bad", ["-0.01", "1.005", "NaN"])
def test_points_are_not_negative_and_have_two_places(bad):
    with pytest.raises(ValidationError):
        TypeAdapter(Points).validate_python(Decimal(bad))


@pytest.mark.parametrize("bad", ["", "x" * 41])
def test_unit_codes_have_one_to_forty_characters(bad):
    with pytest.raises(ValidationError):
        TypeAdapter(UnitCode).validate_python(bad)


@pytest.mark.parametrize("bad", ["a" * 63, "A" * 64, "g" * 64, "a" * 65])
def test_a_file_is_named_by_64_lower_case_hex_digits(bad):
    name = TypeAdapter(Sha256)

    assert name.validate_python("0a" * 32) == "0a" * 32
    with pytest.raises(ValidationError):
        name.validate_python(bad)


def test_text_is_kept_in_nfc():
    assert TypeAdapter(Text).validate_python(normalize("NFD", "Điền Mỹ")) == "Điền Mỹ"


@pytest.mark.parametrize(("value", "whole"), [("1.25", 125), ("0", 0), ("-0.5", -50), ("3", 300)])
def test_a_decimal_with_two_places_comes_back_as_it_was(value, whole):
    assert to_hundredths(Decimal(value)) == whole
    assert from_hundredths(whole) == Decimal(value)


def test_what_was_stored_always_has_two_places():
    assert str(from_hundredths(300)) == "3.00"


@pytest.mark.parametrize("value", ["0.001", "1.255", "-0.005"])
def test_a_third_place_is_never_cut_off(value):
    with pytest.raises(ValueError, match="more than two places"):
        to_hundredths(Decimal(value))
