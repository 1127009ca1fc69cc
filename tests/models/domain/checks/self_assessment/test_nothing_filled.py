from decimal import Decimal

from tests.support.workbooks import checks, found, returned

EMPTY = {"declared": None, "self_score": None, "evidence": ""}
CODES = ("1.1.1", "1.1.2", "1.2.1", "1.2.2", "2.1.1", "2.1.2", "2.1.3")


def test_a_form_as_it_was_sent_is_told_of_in_one_sentence():
    (finding,) = found(returned(dict.fromkeys(CODES, EMPTY)))

    assert (finding.check, finding.cells) == ("nothing_filled", ())
    assert "7 tiêu chí" in finding.message


def test_with_one_answer_the_others_are_missing_answers():
    one = returned(dict.fromkeys(CODES[1:], EMPTY))

    assert set(checks(found(one))) == {"missing_answer"}


def test_with_one_remark_the_form_is_not_untouched():
    one = returned(dict.fromkeys(CODES, EMPTY) | {"1.1.1": EMPTY | {"explanation": "chưa có"}})

    assert "nothing_filled" not in checks(found(one))


def test_a_form_without_rows_lacks_them_and_nothing_else():
    assert checks(found(returned(rows=()))) == ["missing_criteria"]


def test_zeros_of_formulas_are_no_answers():
    zeros = EMPTY | {"self_score": Decimal(0)}

    told = found(returned(dict.fromkeys(CODES[:-1], zeros) | {"2.1.3": EMPTY}))

    assert checks(told) == ["nothing_filled"]
