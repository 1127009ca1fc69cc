from datetime import time

import pytest

from tests.support.workbooks import cells, checks, found, returned


@pytest.mark.parametrize("typed", ["khoảng 95", time(1, 30), "1.234", True])
def test_a_figure_that_cannot_be_read_is_told_once(typed):
    changes = {"1.1.2": {"declared": typed, "self_score": "2"}}

    (finding,) = found(returned(changes))

    assert (finding.check, cells(finding)) == ("not_a_number", ["D7"])


def test_figures_and_self_scores_are_one_finding():
    changes = {"1.1.2": {"declared": "x"}, "2.1.1": {"self_score": "một điểm"}}

    (finding,) = found(returned(changes))

    assert cells(finding) == ["D7", "G10"]


def test_free_points_under_the_self_score_are_told_once():
    (finding,) = found(returned({"2.1.3": {"declared": None, "self_score": "tốt"}}))

    assert cells(finding) == ["G12"]


@pytest.mark.parametrize("typed", ["95,5", " 95.5 ", "95,5%"])
def test_numbers_as_officials_type_them_are_fine(typed):
    assert checks(found(returned({"1.1.2": {"declared": typed}}))) == []


def test_not_applicable_under_both_columns_is_fine():
    words = "Không áp dụng"

    assert checks(found(returned({"1.2.1": {"declared": words, "self_score": words}}))) == []


@pytest.mark.parametrize("code", ["1.1.1", "1.2.1"])
def test_not_applicable_beside_a_declared_figure_is_told_of(code):
    (finding,) = found(returned({code: {"self_score": "Không áp dụng"}}))

    assert finding.check == "not_a_number"
    assert cells(finding)[0].startswith("G")
    assert "đã có số liệu kê khai" in finding.message
