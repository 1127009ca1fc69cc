from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.vietnamese.numbers import format_number, format_points, parse_number, split_note


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("\u00a01,5\u00a0", "1.5"),
        ("12", "12"),
        ("+3", "3"),
        ("-0,25", "-0.25"),
        ("\u22122", "-2"),
        ("95%", "95"),
        ("95,5 %", "95.5"),
        ("0,875", "0.875"),
        ("0.125", "0.125"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1 234", "1234"),
        ("1234", "1234"),
    ],
)
def test_reads_what_officials_type(typed, number):
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "1,5 điểm",
        "1.5.2",
        "1 5",
        "1/5",
        "٣",
        "1²",
        "--1",
        "1,",
        "NaN",
        "Infinity",
        "1e5",
    ],
)
def test_does_not_guess_at_other_text(typed):
    assert parse_number(typed) is None


@pytest.mark.parametrize("typed", ["1.234", "12,500", "-1.000"])
def test_refuses_what_could_be_thousands_or_a_fraction(typed):
    assert parse_number(typed) is None


@pytest.mark.parametrize("value", [None, True, date(2021, 5, 1)])
def test_reads_no_number_from_other_cells(value):
    assert parse_number(value) is None


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+15", "-1E+300"])
def test_refuses_number_cells_that_no_official_typed(number):
    assert parse_number(Decimal(number)) is None


def test_keeps_a_number_cell():
    assert parse_number(Decimal("2.5")) == Decimal("2.5")


@given(st.decimals(min_value=-999, max_value=999, places=2))
def test_reads_back_what_it_writes(number):
    assert parse_number(format_number(number)) == number


@pytest.mark.parametrize(
    ("number", "text"), [("1.50", "1,5"), ("10", "10"), ("0.00", "0"), ("1E+2", "100")]
)
def test_writes_numbers_the_vietnamese_way(number, text):
    assert format_number(Decimal(number)) == text


@pytest.mark.parametrize(("value", "words"), [("85.4", "85,40"), ("0", "0,00"), ("7.25", "7,25")])
def test_points_have_two_decimals(value, words):
    assert format_points(Decimal(value)) == words


@pytest.mark.parametrize(
    ("typed", "number", "note"),
    [
        ("0.5 (có giải trình)", "0.5", "có giải trình"),
        ("0,5(có giải trình )", "0.5", "có giải trình"),
        ("95 % (làm tròn)", "95", "làm tròn"),
        ("1,5 điểm", "1.5", ""),
        ("2đ", "2", ""),
    ],
)
def test_a_number_is_told_from_the_note_beside_it(typed, number, note):
    assert split_note(typed) == (Decimal(number), note)


@pytest.mark.parametrize(
    "typed",
    ["5 (nghìn đồng)", "khoảng 5", "5 trong 6", "1.234 (tròn)", "(0,5)", "5 (a) (b)", None, True],
)
def test_what_could_mean_another_number_is_not_read(typed):
    assert split_note(typed) is None
