import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest

from models.domain.checks import wording
from models.domain.checks.appraisal import run as appraisal_run
from models.domain.checks.self_assessment import run
from models.domain.checks.self_assessment.run import assess, blocks, run_all
from models.domain.criteria.answers import Declared, NotApplicable
from tests.support.workbooks import context, found, identity, returned

FOLDER = Path(run.__file__).parent
HELPERS = {"__init__", "findings", "forms", "messages", "problem", "review", "run"}
ALL = (*run.IDENTITY, *run.UNTOUCHED, *run.BLOCKING, *run.WARNING, *run.FILE)


def test_a_right_workbook_has_no_findings():
    assert found(returned()) == ()


def test_every_check_is_a_file_of_its_name_and_is_run():
    files = {path.stem for path in FOLDER.glob("*.py")} - HELPERS
    appraisal = {path.stem for path in (FOLDER / "appraisal").glob("*.py")} - HELPERS

    assert {check.__name__ for check in ALL} == files
    assert {check.__name__ for check in appraisal_run.BLOCKING} == appraisal


def test_every_check_of_self_assessments_has_its_test():
    here = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}

    assert {check.__name__ for check in ALL} <= here


@pytest.mark.parametrize(
    "function",
    [
        n.name
        for n in ast.parse(Path(wording.__file__).read_text("utf-8")).body
        if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")
    ],
)
def test_every_sentence_says_what_to_do(function):
    source = Path(wording.__file__).read_text("utf-8")
    tree = next(n for n in ast.parse(source).body if getattr(n, "name", "") == function)

    text = ast.unparse(tree)

    assert "Đề nghị" in text or "_SEND_OURS" in text or "thì ghi" in text


def test_a_wrong_cell_is_told_of_once():
    changes = {"1.1.2": {"declared": "x", "self_score": "y"}, "1.1.1": {"declared": None}}

    told = [ref for finding in found(returned(changes)) for ref in finding.cells]

    assert len(told) == len(set(told)) == 3


def test_only_blocking_findings_block():
    assert blocks(found(returned({"1.1.1": {"declared": None}})))
    assert not blocks(())


def test_answers_and_points_of_an_accepted_workbook():
    changes = {"1.2.1": {"declared": "Không áp dụng"}, "1.1.2": {"self_score": "1"}}

    found = assess(returned(changes), context())
    answers, points = found.answers, found.points

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

    assert run_all(workbook, excused) == ()
    assert "2.1.2" not in assess(workbook, excused).answers


def test_findings_stand_in_the_order_of_the_rows_and_name_the_criterion():
    """Checks run by kind; a person mends a sheet from the top down."""
    told = found(returned({"1.1.2": {"declared": None}, "1.1.1": {"declared": "có lẽ"}}))

    assert [(finding.check, finding.cells[0].row) for finding in told] == [
        ("unknown_choice", told[0].cells[0].row),
        ("missing_answer", told[0].cells[0].row + 1),
    ]
    assert re.match(r"Trang “.+”, ô [A-Z]+\d+ \(1\.1\.1 .+\): ", told[0].message)
