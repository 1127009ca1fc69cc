from datetime import date

from tests.support.workbooks import cells, found, returned

DAY = date(2021, 5, 1)


def test_a_date_in_a_cell_for_numbers_is_told_with_the_day_that_excel_made_of_it():
    (finding,) = found(returned({"1.1.2": {"declared": DAY, "self_score": DAY}}))

    assert (finding.check, cells(finding)) == ("number_became_date", ["D7", "G7"])
    assert "01/05/2021" in finding.message


def test_a_date_in_place_of_a_choice_is_only_no_choice():
    (finding,) = found(returned({"2.1.1": {"declared": DAY}}))

    assert finding.check == "unknown_choice"
