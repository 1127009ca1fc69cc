from models.domain.evidence.file import EvidenceKind
from tests.support.evidence import facts, row, sent_file, told

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
