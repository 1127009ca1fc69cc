from tests.support.evidence import row, told


def test_a_document_without_its_number_is_told():
    ((cells, words),) = told("evidence_number", (), (row(number=""), row(line=7)))

    assert cells == ["C6"]
    assert "12/KH-UBND" in words
