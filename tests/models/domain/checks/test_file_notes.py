import pytest

from models.domain.collection.workbook import FileNote, Severity
from tests.support.workbooks import checks, found, returned

NOTES = {
    "has_macros": FileNote.MACROS,
    "has_external_links": FileNote.EXTERNAL_LINKS,
    "has_embedded_objects": FileNote.EMBEDDED_OBJECTS,
}


@pytest.mark.parametrize(("check", "note"), NOTES.items())
def test_it_is_reported_and_does_not_block(check, note):
    (finding,) = found(returned(notes=frozenset({note})))

    assert (finding.check, finding.severity) == (check, Severity.WARNS)
    assert finding.cells == ()


@pytest.mark.parametrize(("check", "note"), NOTES.items())
def test_it_is_reported_beside_what_blocks(check, note):
    findings = found(returned({"1.1.1": {"declared": None}}, notes=frozenset({note})))

    assert checks(findings) == ["missing_answer", check]


@pytest.mark.parametrize(("check", "note"), NOTES.items())
def test_other_files_are_not_blamed(check, note):
    others = frozenset(FileNote) - {note}

    assert check not in checks(found(returned(notes=others)))


def test_all_of_them_are_reported_in_order():
    assert checks(found(returned(notes=frozenset(FileNote)))) == list(NOTES)
