from decimal import Decimal

import pytest

from models.domain.cells import RowPlace
from models.domain.collection.workbook import Severity, TotalRow
from tests.support.workbooks import COLUMNS, RIGHT, SHEET, cells, found, returned

SCORES = {"1.1.1": "1", "1.1.2": "1"}


def totals(**shown):
    """Rows of totals from row 40 down, by "t1_1" for 1.1 and "t" for all."""
    return tuple(
        TotalRow(code[1:].replace("_", "."), value, RowPlace(SHEET, number, COLUMNS))
        for number, (code, value) in enumerate(shown.items(), start=40)
    )


def told(**shown):
    changes = {code: {"self_score": score} for code, score in SCORES.items()}
    return found(returned(changes, totals=totals(**shown)))


def test_a_total_that_is_not_the_sum_is_told_with_both_and_does_not_block():
    (finding,) = told(t1_1=Decimal(5), t1=Decimal(5), t=Decimal(5))

    assert (finding.check, finding.severity) == ("wrong_total", Severity.WARNS)
    assert cells(finding) == ["G40"]
    assert "5" in finding.message
    assert "cộng các dòng được 2" in finding.message


def test_totals_that_agree_are_fine():
    assert told(t1_1=Decimal(2), t1_2=Decimal(0), t1="2,00", t=Decimal("2.004")) == ()


@pytest.mark.parametrize("shown", [None, Decimal(0), "", "=?", "#REF!", "chưa tính"])
def test_a_total_that_says_nothing_is_not_looked_at(shown):
    assert told(t1_1=shown) == ()


def test_a_total_of_rows_that_are_not_there_is_left_alone():
    assert told(t9=Decimal(3)) == ()


def test_the_rows_of_the_test_are_those_of_the_set():
    assert set(SCORES) < set(RIGHT)


def test_a_total_that_leaves_out_scores_typed_as_text_is_fine():
    changes = {"1.1.1": {"self_score": "1"}, "1.1.2": {"self_score": Decimal(1)}}

    assert found(returned(changes, totals=totals(t1_1=Decimal(1)))) == ()
