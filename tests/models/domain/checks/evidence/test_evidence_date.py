from tests.support.evidence import row, told


def test_a_document_without_its_day_is_told():
    ((cells, words),) = told("evidence_date", (), (row(issued=None), row(line=7)))

    assert cells == ["D6"]
    assert "ngày, tháng, năm" in words
