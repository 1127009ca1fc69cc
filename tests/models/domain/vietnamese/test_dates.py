import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest

from models.domain.vietnamese.dates import parse_date

DAY = date(2021, 1, 12)


@pytest.mark.parametrize(
    "typed",
    [
        "12/01/2021",
        "12-1-2021",
        "12.1.2021",
        "12/1/21",
        " 12\u00a0/ 01 /\u00a02021 ",
        "ngày 12/01/2021",
        "Ngày 12 tháng 01 năm 2021",
        unicodedata.normalize("NFD", "ngày 12 tháng 1, năm 2021"),
        "2021-01-12",
        "2021-01-12 00:00:00",
        DAY,
        datetime.fromisoformat("2021-01-12T07:30"),
        Decimal(44208),
    ],
)
def test_a_day_is_read_however_it_is_typed(typed):
    assert parse_date(typed) == DAY


@pytest.mark.parametrize(
    "typed",
    [
        None,
        "",
        "tháng 3/2021",
        "31/02/2021",
        "01/15/2021",
        "12/01-2021",
        "2021-13-01",
        "١٢/٠١/٢٠٢١",
        Decimal("44208.5"),
        Decimal(2021),
        Decimal("NaN"),
        True,
    ],
)
def test_what_is_no_day_is_none(typed):
    assert parse_date(typed) is None
