"""Shades of the table by area."""

from decimal import Decimal

import pytest

from tasks.publish.page import SHADE_FROM, shade


@pytest.mark.parametrize(
    ("reached", "maximum", "depth"),
    [("8.89", "10.00", 3), ("8.89", "12.00", 2), ("9.00", "10.00", 4), ("0.00", "10.00", 0)],
)
def test_a_cell_is_shaded_by_what_applies_to_the_unit(reached, maximum, depth):
    assert shade(Decimal(reached), Decimal(maximum)) == depth <= len(SHADE_FROM)


def test_an_area_of_which_nothing_applies_is_not_shaded():
    assert shade(Decimal(0), Decimal(0)) == 0
