import pytest

from tests.support.workbooks import cells, checks, found, returned


@pytest.mark.parametrize(
    ("column", "cell"),
    [("declared", "D7"), ("self_score", "G7"), ("evidence", "H7"), ("explanation", "I7")],
)
def test_an_error_is_told_where_it_stands_and_only_once(column, cell):
    (finding,) = found(returned({"1.1.2": {column: "#REF!"}}))

    assert (finding.check, cells(finding)) == ("cell_error", [cell])
    assert "#REF!" in finding.message


def test_the_same_error_in_many_cells_is_one_finding():
    changes = {code: {"declared": "#DIV/0!"} for code in ("1.1.1", "1.1.2", "2.1.1")}

    assert checks(found(returned(changes))) == ["cell_error"]


def test_a_workbook_without_errors_has_none():
    assert found(returned()) == ()
