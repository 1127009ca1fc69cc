import pytest
from pydantic import ValidationError

from models.domain.cells import CellRef, RowPlace, column_letters
from models.domain.collection.workbook import Sheet, Workbook


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_columns_are_named_as_in_a_spreadsheet(index, name):
    assert column_letters(index) == name


def test_a_place_names_its_cells():
    place = RowPlace("Chấm điểm", 12, {"Giải trình": 2})

    assert place.ref("Giải trình") == CellRef(sheet="Chấm điểm", cell="C12")


def test_a_cell_name_must_be_one():
    with pytest.raises(ValidationError):
        CellRef(sheet="Bìa", cell="12C")


def test_a_workbook_is_its_sheets_in_order():
    first, second = Sheet("a", ()), Sheet("b", ())
    workbook = Workbook((first, second))

    assert list(workbook) == [first, second]
    assert workbook[1] is second
    assert workbook[:1] == (first,)
    assert len(workbook) == 2
