from decimal import Decimal

import pytest

from tests.support.workbooks import cells, checks, found, returned


@pytest.mark.parametrize(
    ("code", "typed", "cell", "words"),
    [
        ("1.1.2", Decimal(120), "D7", "từ 0 đến 100"),
        ("1.2.1", Decimal(-1), "D8", "từ 0 đến 100"),
        ("1.2.2", Decimal(-2), "D9", "từ 0 trở lên"),
        ("2.1.3", Decimal(3), "D12", "từ 0 đến 2"),
    ],
)
def test_a_figure_outside_its_range_is_told_once(code, typed, cell, words):
    (finding,) = found(returned({code: {"declared": typed}}))

    assert (finding.check, cells(finding)) == ("over_maximum", [cell])
    assert words in finding.message


@pytest.mark.parametrize("typed", [Decimal("2.01"), Decimal(-1)])
def test_a_self_score_outside_its_range_is_not_also_held_against_the_rule(typed):
    (finding,) = found(returned({"1.1.2": {"self_score": typed}}))

    assert (finding.check, cells(finding)) == ("over_maximum", ["G7"])


def test_a_count_may_be_larger_than_what_gives_points():
    assert checks(found(returned({"1.2.2": {"declared": Decimal(400)}}))) == []
