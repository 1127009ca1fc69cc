import pytest

from models.domain.evidence.file import EvidenceKind
from tests.support.evidence import advice, facts, row, sent_file, told

EMPTY = sent_file("ke-hoach.pdf", facts=facts(EvidenceKind.EMPTY, readable=False))


def test_a_file_without_a_byte_is_told_at_the_cell_that_names_it():
    ((cells, words),) = told("evidence_empty", (EMPTY,), (row(file_name="Kế hoạch"),))

    assert cells == ["H6"]
    assert words == (
        "Trang “Tài liệu kiểm chứng”, ô H6 (1.1.1, Kế hoạch): tệp rỗng (0 byte). "
        "Đề nghị kiểm tra tệp gốc và gửi lại."
    )


def test_a_file_that_no_cell_names_is_told_by_its_name():
    ((cells, words),) = told("evidence_empty", (EMPTY,))

    assert cells == []
    assert words.startswith("Tệp “ke-hoach.pdf” rỗng (0 byte).")


def test_a_file_with_something_in_it_is_not_empty():
    assert told("evidence_empty", (sent_file(),)) == []


K = EvidenceKind


def disguised(name, kind):
    return told("evidence_disguised", (sent_file(name, facts=facts(kind)),))


def test_a_program_that_is_called_a_document_is_told():
    ((_, words),) = disguised("bao-cao.pdf", K.PROGRAM)

    assert "nội dung là chương trình" in words


def test_a_picture_without_its_extension_is_told():
    assert disguised("anh chup", K.JPG)


def test_name_and_content_that_agree_are_not_told():
    assert disguised("anh.JPEG", K.JPG) == disguised("ke-hoach.docm", K.DOCX) == []


def test_what_would_be_taken_neither_by_name_nor_by_content_is_forbidden_not_disguised():
    assert disguised("virus.js", K.OTHER) == []


def test_an_empty_file_is_not_told_twice():
    assert disguised("ke-hoach.pdf", K.EMPTY) == []


def test_files_of_one_content_are_one_sentence():
    files = tuple(
        sent_file(f"{n}.pdf", position=n, facts=facts(kind))
        for n, kind in enumerate((K.DOCX, K.WEB, K.DOCX), start=1)
    )

    told_of = [words for _, words in told("evidence_disguised", files)]

    assert len(told_of) == 2
    assert told_of[0].startswith("Tệp “1.pdf”, “3.pdf” có đuôi")


def test_in_a_cell_that_names_two_files_the_one_meant_is_named():
    files = (
        sent_file("a.pdf", position=1),
        sent_file("b.pdf", position=2, facts=facts(K.DOCX)),
    )

    ((cells, words),) = told("evidence_disguised", files, (row(file_name="a.pdf; b.pdf"),))

    assert cells == ["H6"]
    assert "tệp “b.pdf” có đuôi" in words


def forbidden(name, kind):
    return told("evidence_forbidden", (sent_file(name, facts=facts(kind)),))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.exe", K.PROGRAM), ("a.svg", K.WEB), ("a.doc", K.OLD_OFFICE), ("a.heic", K.IMAGE)],
)
def test_other_kinds_are_asked_for_as_pdf(name, kind):
    ((_, words),) = forbidden(name, kind)

    assert "thành PDF" in words


def test_a_packed_file_that_is_no_zip_is_asked_for_as_zip():
    ((_, words),) = forbidden("ho-so.rar", K.ARCHIVE)

    assert "dạng ZIP" in words


@pytest.mark.parametrize(
    ("name", "kind"), [("a.pdf", K.PDF), ("a.zip", K.ZIP), ("a.pdf", K.EMPTY), ("a.js", K.EMPTY)]
)
def test_what_is_taken_or_told_elsewhere_is_not_forbidden(name, kind):
    assert forbidden(name, kind) == []


LOCKED = facts(EvidenceKind.PDF, encrypted=True, readable=False)


def test_a_password_is_asked_to_be_taken_off():
    ((_, words),) = told("evidence_locked", (sent_file(facts=LOCKED),))

    assert "bỏ mật khẩu" in words


def test_a_locked_file_is_not_called_damaged_as_well():
    found = advice((sent_file(facts=LOCKED),))

    assert [each.check for each in found] == ["evidence_locked", "evidence_not_named"]


def test_an_open_file_is_not_locked():
    assert told("evidence_locked", (sent_file(),)) == []


BROKEN = facts(EvidenceKind.PDF, readable=False)


def test_damaged_files_are_one_sentence_with_all_cells():
    files = (
        sent_file("a.pdf", facts=BROKEN, position=1),
        sent_file("b.pdf", facts=BROKEN, position=2),
        sent_file("c.pdf", position=3),
    )
    rows = tuple(row(line=n, file_name=f"{name}.pdf") for n, name in enumerate("abc", start=6))

    ((cells, words),) = told("evidence_unreadable", files, rows)

    assert cells == ["H6", "H7"]
    assert "không mở được" in words


def test_a_damaged_zip_is_told():
    broken = facts(EvidenceKind.ZIP, readable=False)

    assert told("evidence_unreadable", (sent_file("ho-so.zip", facts=broken),))


def test_what_is_disguised_is_not_called_damaged_as_well():
    assert told("evidence_unreadable", (sent_file("a.docx", facts=BROKEN),)) == []


def test_what_runs_is_told_in_whatever_kind_of_file():
    files = tuple(
        sent_file(f"{n}.{kind}", position=n, facts=facts(kind, macro=True))
        for n, kind in enumerate((EvidenceKind.XLSX, EvidenceKind.PDF), start=1)
    )

    ((_, words),) = told("evidence_macro", files)

    assert words.startswith("Tệp “1.xlsx”, “2.pdf” có chứa macro")


def test_what_only_shows_is_not_told():
    assert told("evidence_macro", (sent_file(),)) == []


def test_a_scan_of_nothing_is_asked_for_again():
    ((_, words),) = told("evidence_blank", (sent_file(facts=facts(blank=True)),))

    assert "quét lại" in words


def test_a_page_with_something_on_it_is_not_blank():
    assert told("evidence_blank", (sent_file(),)) == []
