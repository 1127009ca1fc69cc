"""What a scan of the XML of an xlsx finds beside values."""

import pytest

from models.domain.cells import NO_RESULT
from tasks.files.zip_members import Members
from tasks.workbook.read.read import RETURNED_BOUNDS
from tasks.workbook.read.xlsx_scan import scan_xlsx
from tests.support.sent_workbooks import sent
from tests.support.zips import edited

SCORES = "xl/worksheets/sheet3.xml"
ROWS = b"<sheetData>"


def odd_cells(cell):
    """What is odd in the score sheet with this cell put in the first place."""

    def put(name, content):
        row = b'<row r="9999">' + cell + b"</row>"
        return content.replace(ROWS, ROWS + row) if name == SCORES else content

    content = edited(sent(), put)
    scan = scan_xlsx(Members(content), "bang.xlsx", RETURNED_BOUNDS)
    return {
        place for odd in scan.cells.values() for place, what in odd.items() if what == NO_RESULT
    }


@pytest.mark.parametrize(
    "formula",
    [
        b"<f>B1</f>",
        b"<f>B1</f><v></v>",
        b"<f>B1</f><v/>",
        b'<f aca="false">B1</f>',
        b'<f ca="1"/>',
        b'<f t="shared" si="0"/>',
        b"<f t='shared' si='0' />",
        b'<f t="array" ref="Z99"/><v></v>',
        b'<f t="dataTable" ref="Z99" r1="B1"/><v/>',
    ],
)
def test_a_formula_without_a_result_is_seen_however_it_is_written(formula):
    found = odd_cells(b'<c r="Z99">' + formula + b"</c>")
    assert found - odd_cells(b"") == {(98, 25)}


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="Z99"><f>B1</f><v>1</v></c>',
        b'<c r="Z99"><f ca="1"/><v>0</v></c>',
        b'<c r="Z99" t="str"><f>B1</f><v></v></c>',
        b'<c r="Z99" s="1"/>',
    ],
)
def test_other_cells_have_results(cell):
    assert odd_cells(cell) == odd_cells(b"")
