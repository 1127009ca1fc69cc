from models.domain.checks.self_assessment.review import assess
from models.domain.collection.workbook import Severity
from tests.support.workbooks import cells, context, returned

NOTED = returned({"1.1.2": {"declared": "95 (theo báo cáo quý)"}})


def test_a_note_in_a_cell_for_numbers_is_told_of_and_does_not_block():
    (finding,) = assess(NOTED, context()).findings

    assert (finding.check, finding.severity) == ("note_beside_number", Severity.WARNS)
    assert cells(finding) == ["D7"]
    assert "95" in finding.message
    assert "theo báo cáo quý" in finding.message


def test_the_note_is_kept_as_explanation():
    assert assess(NOTED, context()).notes["1.1.2"] == "theo báo cáo quý"


def test_a_number_alone_is_fine():
    assert assess(returned(), context()).findings == ()
