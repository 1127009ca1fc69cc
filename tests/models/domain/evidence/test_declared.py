from datetime import date

import pytest

from models.domain.evidence.declared import codes_in, evidenced, typed_evidence
from tests.support.workbooks import document, returned


def test_a_document_reads_as_a_citation():
    whole = document(
        "1.1.1",
        number="12/KH-UBND",
        issued=date(2021, 1, 15),
        issuer="UBND xã",
        title="Kế hoạch CCHC",
        pages="mục II",
        file_name="12.pdf",
    )

    assert whole.in_words() == (
        "12/KH-UBND, ngày 15/01/2021, UBND xã, Kế hoạch CCHC, mục II, tệp 12.pdf"
    )
    assert document("1.1.1", issued="quý I").in_words() == "ngày quý I"


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("1.1.1", ("1.1.1",)),
        ("1.1.1.", ("1.1.1",)),
        ("Tiêu chí 1.1.1; 12.10.3 và 1.1.1", ("1.1.1", "12.10.3")),
        ("1.1.1,1.1.2\n1.1.3", ("1.1.1", "1.1.2", "1.1.3")),
        ("1.1", ("1.1",)),
        ("1.1.1.1", ("1.1.1.1",)),
        ("", ("",)),
    ],
)
def test_a_cell_may_name_several_criteria(typed, codes):
    assert codes_in(typed) == codes


@pytest.mark.parametrize("shown", ["2 tài liệu", "12  Tài liệu", "Chưa có tài liệu", ""])
def test_what_the_form_shows_is_not_typed_evidence(shown):
    assert typed_evidence(shown) == ""


@pytest.mark.parametrize("typed", ["Số 2 tài liệu", "tài liệu", "12/KH-UBND", "² tài liệu"])
def test_what_a_person_types_is_evidence(typed):
    assert typed_evidence(typed) == typed


def test_a_row_is_proven_by_its_own_documents_and_its_own_words():
    listed = (document("1.1.1", number="1"), document("1.1.2", number="2"))
    workbook = returned({"1.1.1": {"evidence": "Ảnh chụp"}}, evidence=listed)

    assert evidenced(workbook.evidence) == {"1.1.1", "1.1.2"}
    assert workbook.evidence_in_words(workbook.rows[0]) == "Ảnh chụp; 1"
