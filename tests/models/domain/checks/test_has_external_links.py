from models.domain.collection.workbook import FileNote, Severity
from tests.support.workbooks import checks, found, returned

NOTED = frozenset({FileNote.EXTERNAL_LINKS})


def test_it_is_told_of_and_does_not_block():
    (finding,) = found(returned(notes=NOTED))

    assert (finding.check, finding.severity) == ("has_external_links", Severity.WARNS)
    assert finding.cells == ()


def test_it_is_told_of_beside_what_blocks():
    told = found(returned({"1.1.1": {"declared": None}}, notes=NOTED))

    assert checks(told) == ["missing_answer", "has_external_links"]


def test_other_files_are_not_blamed():
    others = frozenset(FileNote) - NOTED

    assert "has_external_links" not in checks(found(returned(notes=others)))
