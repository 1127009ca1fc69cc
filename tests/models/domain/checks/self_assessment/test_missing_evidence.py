from models.domain.checks.findings import blocks
from models.domain.checks.self_assessment.missing_evidence import missing_evidence
from models.domain.checks.self_assessment.review import assess, review_self_assessment
from models.domain.collection.workbook import Severity
from tests.support.criteria_sets import leaf, set_of
from tests.support.workbooks import cells, context, document, returned

ITEM = leaf("1.1.1").model_copy(update={"evidence": "Quyết định ban hành"})
SET = set_of(ITEM)


def told(*documents, **values):
    workbook = returned({"1.1.1": {"evidence": "", **values}}, SET, evidence=documents)
    return [p.cell.cell for p in missing_evidence(review_self_assessment(workbook, context(SET)))]


def test_points_without_a_document_or_an_explanation_go_back():
    (finding,) = assess(returned({"1.1.1": {"evidence": ""}}, SET), context(SET)).findings

    assert (finding.check, finding.severity) == ("missing_evidence", Severity.BLOCKS)
    assert cells(finding) == ["I6"]
    assert blocks((finding,))


def test_a_document_or_an_explanation_is_enough():
    assert told(evidence="Quyết định số 5") == []
    assert told(explanation="Đang chờ ký") == []
    assert told(document("1.1.1", number="5/KH-UBND")) == []


def test_a_document_of_another_criterion_proves_nothing():
    assert told(document("1.1.2", number="5/KH-UBND")) == ["I6"]


def test_no_points_need_no_document():
    assert told(declared="Không") == []


def test_an_item_that_asks_for_nothing_needs_nothing():
    bare = set_of(leaf("1.1.1"))
    workbook = returned({"1.1.1": {"evidence": ""}}, bare)

    assert list(missing_evidence(review_self_assessment(workbook, context(bare)))) == []
