from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from models.domain.criteria.criteria_set import CriteriaSet, Rule, SubCriterion, YesNo
from tests.support.criteria_sets import every_rule_set, leaf, set_of


def test_leaves_come_in_the_order_of_the_set_with_their_parents():
    criteria_set = set_of(leaf("1.1.1"), leaf("1.2.1"), leaf("2.1.1"))
    assert [(a.code, c.code, i.code) for a, c, i in criteria_set.leaves()] == [
        ("1", "1.1", "1.1.1"),
        ("1", "1.2", "1.2.1"),
        ("2", "2.1", "2.1.1"),
    ]


@pytest.mark.parametrize("code", ["1.2.2", "2.2.1", "C.1", "T.1"])
def test_items_and_adjustments_are_found_by_code(code):
    assert every_rule_set().item(code).code == code


def test_an_unknown_code_is_a_key_error():
    with pytest.raises(KeyError, match=r"9\.9\.9"):
        every_rule_set().item("9.9.9")


def test_the_scale_leaves_adjustments_out():
    assert every_rule_set().scale == Decimal("23.5")


def test_a_set_survives_its_frozen_json():
    criteria_set = every_rule_set()
    assert CriteriaSet.model_validate_json(criteria_set.model_dump_json()) == criteria_set


@pytest.mark.parametrize("code", ["1", "1.1", "1.1.1.1", "1.01.1", "0.1.1", "C", "C.0", "X.1", ""])
def test_codes_of_sub_criteria_have_three_numbers_or_a_letter(code):
    with pytest.raises(ValidationError):
        SubCriterion(code=code, name="x", max_points=Decimal(1), rule=YesNo())


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "no_such_rule"},
        {"kind": "steps", "steps": []},
        {"kind": "ratio", "floor": "101"},
        {"kind": "count", "unit_points": "0"},
        {"kind": "choice", "options": [{"label": "một mức", "points": "1"}]},
        {"kind": "percent_reduction", "cuts": [{"label": "a", "percent": "101"}] * 2},
        {"kind": "free_points", "step": "0.001"},
        {"kind": "yes_no", "points": "1"},
    ],
)
def test_a_rule_that_does_not_parse_is_refused(rule):
    with pytest.raises(ValidationError):
        TypeAdapter(Rule).validate_python(rule)


def test_an_illustrative_set_is_marked_and_a_real_one_is_not():
    real = every_rule_set().model_copy(update={"illustrative": False})
    assert every_rule_set().mark == "minh họa, thay bằng phụ lục của Quyết định"
    assert every_rule_set().mark_line == "Minh họa, thay bằng phụ lục của Quyết định"
    assert (real.mark, real.mark_line) == ("", "")
