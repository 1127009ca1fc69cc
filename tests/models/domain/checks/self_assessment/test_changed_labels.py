import unicodedata
from decimal import Decimal

import pytest

from tests.support.workbooks import cells, checks, found, returned

NAME = "Tiêu chí thành phần 1.1.1"


@pytest.mark.parametrize("typed", ["Tiêu chí khác", None, Decimal(1)])
def test_an_edited_name_is_named(typed):
    (finding,) = found(returned({"1.1.1": {"name": typed}}))

    assert (finding.check, cells(finding)) == ("changed_labels", ["B6"])


@pytest.mark.parametrize("typed", [unicodedata.normalize("NFD", NAME), NAME.replace(" ", "\u00a0")])
def test_what_only_a_program_changed_is_fine(typed):
    assert checks(found(returned({"1.1.1": {"name": typed}}))) == []


def test_an_edited_maximum_says_what_it_was():
    (finding,) = found(returned({"2.1.2": {"maximum": Decimal(5)}}))

    assert cells(finding) == ["C11"]
    assert "ghi lại 1,5" in finding.message


def test_a_maximum_as_text_is_the_same_maximum():
    assert checks(found(returned({"2.1.2": {"maximum": "1,50"}}))) == []
