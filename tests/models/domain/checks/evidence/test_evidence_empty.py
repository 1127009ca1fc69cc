from models.domain.evidence.file import EvidenceKind
from tests.support.evidence import facts, row, sent_file, told

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
