from dataclasses import replace

from tests.support.workbooks import cells, found, returned


def test_names_both_rows_and_asks_nothing_else_of_them():
    workbook = returned({"1.1.1": {"declared": None}})
    workbook = replace(workbook, rows=(*workbook.rows, workbook.rows[0]))
    first = workbook.rows[0]
    doubled = first._replace(place=first.place._replace(row=40))
    workbook = replace(workbook, rows=(*workbook.rows[:-1], doubled))

    (finding,) = found(workbook)

    assert finding.check == "doubled_criteria"
    assert cells(finding) == ["A6", "A40"]
