from models.domain.evidence.file import EvidenceKind
from tests.support.evidence import facts, row, sent_file, told

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
