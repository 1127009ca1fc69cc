"""Satisfaction from counted answers, and how sure it is."""

from decimal import Decimal
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.domain.scoring.survey import SurveyPolicy, figure
from tests.support.properties import PROPERTY

D = Decimal
POLICY = SurveyPolicy()
counts = st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 200))


@pytest.mark.parametrize(
    ("answers", "forms", "percent", "error"),
    [
        ({"A": 3}, 3, "100.00", "0.00"),
        ({"D": 2}, 2, "0.00", "0.00"),
        ({"A": 1, "D": 1}, 2, "50.00", "50.00"),
        ({"A": 1, "B": 2}, 3, "73.33", "13.33"),
        ({"A": 2, "B": 1}, 3, "86.67", "13.33"),
        ({"B": 1}, 1, "60.00", "0.00"),
    ],
)
def test_a_figure_is_the_weighted_share_of_valid_answers(answers, forms, percent, error):
    result = figure("9.1.1", answers, POLICY)

    assert (result.item, result.forms) == ("9.1.1", forms)
    assert (result.percent, result.standard_error) == (D(percent), D(error))
    assert result.small_sample


def test_no_valid_form_gives_no_points_and_a_small_sample():
    result = figure("9.1.1", {"E": 40}, POLICY)

    assert (result.forms, result.percent, result.standard_error) == (0, 0, 0)
    assert result.small_sample


def test_answers_without_a_weight_do_not_count():
    assert figure("9.1.1", {"A": 30, "X": 10, "": 5}, POLICY) == figure("9.1.1", {"A": 30}, POLICY)


@pytest.mark.parametrize(("forms", "small"), [(29, True), (30, False)])
def test_a_sample_is_small_below_the_number_of_the_policy(forms, small):
    assert figure("9.1.1", {"A": forms}, POLICY).small_sample is small


@PROPERTY
@given(counts)
def test_a_figure_agrees_with_the_textbook(answers):
    values = [float(POLICY.weights[a]) for a, count in answers.items() for _ in range(count)]
    result = figure("9.1.1", answers, POLICY)

    assert result.forms == len(values)
    if len(values) > 1:
        assert float(result.percent) == pytest.approx(mean(values), abs=0.0051)
        error = stdev(values) / len(values) ** 0.5
        assert float(result.standard_error) == pytest.approx(error, abs=0.0051)


@PROPERTY
@given(counts)
def test_one_more_satisfied_form_never_lowers_the_figure(answers):
    more = {**answers, "A": answers.get("A", 0) + 1}

    assert figure("1", more, POLICY).percent >= figure("1", answers, POLICY).percent


@pytest.mark.parametrize("weights", [{}, {"A": D(101)}, {"A": D(-1)}])
def test_weights_are_shares_of_full_satisfaction(weights):
    with pytest.raises(ValidationError):
        SurveyPolicy(weights=weights)
