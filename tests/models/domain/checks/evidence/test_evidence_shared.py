from models.domain.evidence.file import EvidenceKind
from tests.support.evidence import facts, sent_file, told


def test_a_file_that_another_unit_sent_too_is_told_without_saying_which():
    file = sent_file("quyet-dinh.pdf")

    ((_, words),) = told("evidence_shared", (file,), shared={file.sha256})

    assert "văn bản chung của cấp trên" in words


def test_other_files_are_not_told():
    assert told("evidence_shared", (sent_file(),), shared={"0" * 64}) == []


def test_empty_files_are_alike_without_being_shared():
    file = sent_file(facts=facts(EvidenceKind.EMPTY))

    assert told("evidence_shared", (file,), shared={file.sha256}) == []


def test_the_package_is_not_told():
    file = sent_file("ho-so.zip")

    assert told("evidence_shared", (file,), shared={file.sha256}) == []
