import unicodedata
from datetime import date, datetime
from decimal import Decimal

from models.domain.collection.workbook import Sheet
from models.domain.evidence.declared import EvidenceColumn
from tasks.workbook.read.parse import parse_evidence

HEADER = tuple(EvidenceColumn)


def sheet(*rows, header=HEADER):
    return (Sheet("Bìa", (("Đơn vị",),)), Sheet("Tài liệu", (("DANH MỤC",), header, *rows)))


def test_a_document_is_read_with_its_cells():
    row = ("1.1.1", "Kế hoạch", " 12/KH-UBND\u00a0", "12-1-2021", "UBND xã", "KH", "tr. 3", "a.pdf")

    (one,) = parse_evidence(sheet(row))

    assert (one.code, one.number, one.issued) == ("1.1.1", "12/KH-UBND", date(2021, 1, 12))
    assert (one.issuer, one.title, one.pages, one.file_name) == ("UBND xã", "KH", "tr. 3", "a.pdf")
    assert one.place.ref(EvidenceColumn.ISSUED).cell == "D3"
    assert one.place.sheet == "Tài liệu"


def test_rows_without_a_document_declare_nothing():
    assert parse_evidence(sheet(("1.1.1", "Kế hoạch"), (None,), ("1.1.2", "x", " "))) == ()


def test_a_document_without_a_criterion_is_kept_for_the_checks():
    (one,) = parse_evidence(sheet((None, None, None, None, None, None, None, "a.pdf")))

    assert (one.code, one.file_name) == ("", "a.pdf")


def test_a_document_for_several_criteria_is_one_for_each():
    found = parse_evidence(sheet(("1.1.1, 1.2.1", None, "12/BC-UBND")))

    assert [(one.code, one.number) for one in found] == [
        ("1.1.1", "12/BC-UBND"),
        ("1.2.1", "12/BC-UBND"),
    ]
    assert found[0].place == found[1].place


def test_days_may_be_cells_numbers_or_any_text():
    typed = (datetime.fromisoformat("2021-01-12"), Decimal(44208), "quý I", None)
    rows = (("1.1.1", None, "12", value) for value in typed)

    found = [one.issued for one in parse_evidence(sheet(*rows))]

    assert found == [date(2021, 1, 12), date(2021, 1, 12), "quý I", None]


def test_columns_are_found_by_header_in_any_order_and_lost_ones_are_empty():
    header = (None, *reversed(HEADER[2:]), "mã TIÊU chí")
    header = tuple(h and unicodedata.normalize("NFD", h) for h in header if h != "Trang, mục")
    row = (None, "a.pdf", "KH", "UBND xã", "1/2/2021", "12", "1.1.1.")

    (one,) = parse_evidence(sheet(row, header=header))

    assert (one.code, one.number, one.file_name, one.pages) == ("1.1.1", "12", "a.pdf", "")


def test_a_form_without_the_sheet_or_without_codes_declares_nothing():
    assert parse_evidence((Sheet("Bìa", ()),)) == ()
    assert parse_evidence(sheet(("12", "1/2/2021"), header=HEADER[2:])) == ()
