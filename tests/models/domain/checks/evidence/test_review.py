from models.domain.collection.workbook import Severity
from models.domain.evidence.file import EvidenceKind
from tests.support.evidence import advice, facts, row, sent_file


def test_nothing_is_said_of_good_evidence():
    declared = (row("1.1.1", 6, file_name="a"), row("2.1.1", 7))

    assert advice((sent_file("a.pdf"), sent_file("2.1.1 b.docx", position=2)), declared) == ()


def test_all_of_it_is_advice():
    files = (
        sent_file("a.pdf", position=1, facts=facts(EvidenceKind.PROGRAM)),
        sent_file("b.exe", position=2, facts=facts(EvidenceKind.PROGRAM)),
        sent_file("c.pdf", position=3, facts=facts(readable=False)),
        sent_file("d.pdf", position=4, facts=facts(macro=True, blank=True)),
    )
    found = advice(files, (row(number="", issued="?", file_name="x"),))

    assert len({each.check for each in found}) >= 8
    assert {each.severity for each in found} == {Severity.WARNS}


def test_a_row_of_several_criteria_is_told_once_and_named_by_all():
    declared = tuple(row(code, number="", file_name="bao cao") for code in ("1.1.1", "2.1.1"))

    number, lost = advice((), declared)

    assert number.message.startswith(
        "Trang “Tài liệu kiểm chứng”, ô C6 (1.1.1, 2.1.1, bao cao): chưa ghi số"
    )
    assert lost.check == "evidence_not_sent"


def test_a_cell_is_told_of_once():
    bad = sent_file("a.pdf", facts=facts(macro=True, blank=True))

    found = advice((bad,), (row(file_name="a"),), shared={bad.sha256})

    assert [each.check for each in found] == ["evidence_macro"]
