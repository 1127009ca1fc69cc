from dataclasses import replace

from tests.support.workbooks import checks, found, returned


def without(*codes):
    workbook = returned()
    return replace(workbook, rows=tuple(row for row in workbook.rows if row.code not in codes))


def test_lists_the_deleted_rows_in_one_finding():
    (finding,) = found(without("1.1.2", "2.1.1"))

    assert finding.check == "missing_criteria"
    assert "1.1.2, 2.1.1" in finding.message


def test_a_deleted_survey_row_is_no_loss():
    assert checks(found(without("2.2.1"))) == []


def test_an_item_that_the_unit_is_excused_from_may_be_missing():
    assert "missing_criteria" not in checks(found(without("2.1.2"), unit="18500"))
