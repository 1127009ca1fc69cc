import re
from decimal import Decimal

from models.domain.checks.findings import blocks
from models.domain.checks.self_assessment.review import assess
from models.domain.criteria.answers import Declared, NotApplicable
from tests.support.workbooks import context, found, identity, returned


def test_a_right_workbook_has_no_findings():
    assert found(returned()) == ()


def test_a_wrong_cell_is_reported_once():
    changes = {"1.1.2": {"declared": "x", "self_score": "y"}, "1.1.1": {"declared": None}}

    reported = [ref for finding in found(returned(changes)) for ref in finding.cells]

    assert len(reported) == len(set(reported)) == 3


def test_only_blocking_findings_block():
    assert blocks(found(returned({"1.1.1": {"declared": None}})))
    assert not blocks(())


def test_answers_and_points_of_an_accepted_workbook():
    changes = {"1.2.1": {"declared": "Không áp dụng"}, "1.1.2": {"self_score": "1"}}

    assessment = assess(returned(changes), context())
    answers, points = assessment.answers, assessment.points

    assert answers["1.1.1"] == Declared(value=True)
    assert answers["1.2.1"] == NotApplicable()
    assert "2.2.1" not in answers
    assert points["1.1.2"] == Decimal(1)
    assert points["2.1.2"] == Decimal("0.75")
    assert points["1.2.1"] == 0
    assert set(points) == set(answers)


def test_an_excused_unit_answers_less():
    workbook = returned({"2.1.2": {"declared": None}}, identity=identity(unit="18500"))
    excused = context(unit="18500")

    assert assess(workbook, excused).findings == ()
    assert "2.1.2" not in assess(workbook, excused).answers


def test_findings_stand_in_the_order_of_the_rows_and_name_the_criterion():
    """Checks run by kind; a person mends a sheet from the top down."""
    reported = found(returned({"1.1.2": {"declared": None}, "1.1.1": {"declared": "có lẽ"}}))

    assert [(finding.check, finding.cells[0].row) for finding in reported] == [
        ("unknown_choice", reported[0].cells[0].row),
        ("missing_answer", reported[0].cells[0].row + 1),
    ]
    assert re.match(r"Trang “.+”, ô [A-Z]+\d+ \(1\.1\.1 .+\): ", reported[0].message)
