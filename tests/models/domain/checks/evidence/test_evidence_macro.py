from models.domain.evidence.file import EvidenceKind
from tests.support.evidence import facts, sent_file, told


def test_what_runs_is_told_in_whatever_kind_of_file():
    files = tuple(
        sent_file(f"{n}.{kind}", position=n, facts=facts(kind, macro=True))
        for n, kind in enumerate((EvidenceKind.XLSX, EvidenceKind.PDF), start=1)
    )

    ((_, words),) = told("evidence_macro", files)

    assert words.startswith("Tệp “1.xlsx”, “2.pdf” có chứa macro")


def test_what_only_shows_is_not_told():
    assert told("evidence_macro", (sent_file(),)) == []
