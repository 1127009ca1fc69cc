from decimal import Decimal

import pytest

from models.domain.cells import NO_RESULT, is_fault


@pytest.mark.parametrize("shown", ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "Err:502"])
def test_what_programs_show_for_an_error_is_a_fault(shown):
    assert is_fault(shown)


@pytest.mark.parametrize("value", [None, "", "#1", "Error", "E", NO_RESULT, Decimal(0), True])
def test_anything_else_is_none(value):
    assert not is_fault(value)
