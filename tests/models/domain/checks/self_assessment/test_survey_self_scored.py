from decimal import Decimal

from tests.support.workbooks import cells, checks, found, returned


def test_both_filled_cells_are_one_finding():
    (finding,) = found(returned({"2.2.1": {"declared": "95", "self_score": Decimal(9)}}))

    assert (finding.check, cells(finding)) == ("survey_self_scored", ["D13", "G13"])


def test_what_the_form_prints_there_is_fine():
    assert checks(found(returned({"2.2.1": {"self_score": "Không tự chấm"}}))) == []
