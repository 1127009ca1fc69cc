from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tasks.documents import wording


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 11, 5), "ngày 05 tháng 11 năm 2021"),
        (date(2026, 2, 15), "ngày 15 tháng 02 năm 2026"),
        (date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day: date, words: str):
    assert wording.long_date(day) == words


def test_an_hour_is_that_of_hanoi_whatever_zone_it_was_noted_in():
    moment = datetime(2021, 11, 16, 9, 5, tzinfo=UTC)
    assert wording.hour(moment) == "16 giờ 05 phút, ngày 16 tháng 11 năm 2021"


def test_a_draft_leaves_the_day_blank_but_names_the_month():
    words = wording.draft_date(date(2021, 10, 14))
    assert words.split() == ["ngày", "tháng", "10", "năm", "2021"]


@pytest.mark.parametrize(
    ("basis", "short"),
    [
        ("Quyết định số 3396/QĐ-UBND ngày 11/10/2021 của UBND tỉnh", "Quyết định số 3396/QĐ-UBND"),
        (
            "Quyết định ban hành bộ tiêu chí năm 2026 (minh họa)",
            "Quyết định ban hành bộ tiêu chí năm 2026",
        ),
    ],
)
def test_a_basis_is_cited_by_number_and_symbol_when_it_has_them(basis: str, short: str):
    assert wording.decision_short(basis) == short


@pytest.mark.parametrize(
    ("value", "text"), [("1.5", "+1,50"), ("-0.5", "−0,50"), ("0", "0,00"), ("0.00", "0,00")]
)
def test_adjustments_show_their_sign(value: str, text: str):
    assert wording.signed(Decimal(value)) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [((), ""), (("A",), "A"), (("A", "B"), "A và B"), (("A", "B", "C"), "A, B và C")],
)
def test_names_are_listed_with_va_before_the_last(names: str, text: str):
    assert wording.enumerated(names) == text


def test_names_are_written_out_and_shortened_from_either_form():
    assert wording.full_name("UBND huyện Hương Khê") == "Ủy ban nhân dân huyện Hương Khê"
    assert wording.short_name("Ủy ban nhân dân tỉnh Hà Tĩnh") == "UBND tỉnh Hà Tĩnh"
    assert wording.area_of("Ủy ban nhân dân huyện Hương Khê") == "huyện Hương Khê"


def test_the_law_on_local_government_follows_the_day():
    assert "2015" in wording.in_force(date(2021, 10, 14))[0]
    assert "2025" in wording.in_force(date(2026, 10, 14))[0]
