from dataclasses import replace

from tests.support.criteria_sets import leaf
from tests.support.workbooks import cells, found, returned, row


def test_an_added_row_is_named():
    workbook = returned()
    workbook = replace(workbook, rows=(*workbook.rows, row(leaf("9.9.9"), 50)))

    (finding,) = found(workbook)

    assert (finding.check, cells(finding)) == ("unknown_criteria", ["A50"])
