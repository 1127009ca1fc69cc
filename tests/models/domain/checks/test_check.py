"""A check is what its file declares, wherever that file is."""

from decimal import Decimal
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from pkgutil import walk_packages

import pytest

from deployments.docs.checks import PHASES
from models.domain import checks as package
from models.domain.checks.check import Check, CheckPhase
from models.domain.checks.self_assessment.review import BLOCKING
from models.domain.collection.workbook import Severity
from tests.support.workbooks import cells, checks, found, returned

ALL = [check for phase in PHASES for check in phase.checks]
FOLDER = Path(package.__file__).parent
TABLES = {"identity", "file_notes", "evidence_files", "evidence_rows"}
"""Files of several checks that are one condition each on the same thing."""
MACHINERY = {"check", "context", "findings", "forms", "review", "wording"}
ADDED = """
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING

LUCKY = "số {number} không được dùng. Đề nghị ghi số khác."


@BLOCKING.check(LUCKY, after="not_a_number")
def lucky_number(review):
    for entry in review.entries:
        if entry.figure == 88:
            yield Problem(LUCKY.format(number=entry.figure), entry.cell)
"""


def modules():
    found = walk_packages(package.__path__, f"{package.__name__}.")
    return [module.name for module in found if not module.ispkg]


def test_every_id_is_declared_once():
    assert len({check.id for check in ALL}) == len(ALL)


def test_every_file_declares_the_check_of_its_name_or_a_table_of_them():
    files = {name.rpartition(".")[2] for name in modules()} - MACHINERY

    assert files - TABLES == {check.id for check in ALL} & files
    assert files >= TABLES


def test_a_file_of_one_check_declares_the_function_of_its_name():
    single = {name: name.rpartition(".")[2] for name in modules()}
    for name, last in single.items():
        if last not in MACHINERY | TABLES:
            (check,) = [check for check in ALL if check.id == last]
            assert check.find is getattr(import_module(name), last)


def test_every_check_has_its_test():
    here = Path(__file__).parent
    text = "".join(path.read_text("utf-8") for path in here.rglob("test_*.py"))

    assert [check.id for check in ALL if check.id not in text] == []
    for path in FOLDER.rglob("*.py"):
        if path.stem not in MACHINERY | {"__init__"} and path.parent.name != "appraisal":
            assert (here / path.relative_to(FOLDER)).with_name(f"test_{path.name}").exists()


@pytest.mark.parametrize(
    "sentence", [s for check in ALL for s in check.sentences if s != "{refusal}"]
)
def test_every_sentence_says_what_to_do(sentence):
    assert "ề nghị" in sentence or "thì ghi" in sentence


def test_a_check_from_elsewhere_works_like_our_own(tmp_path):
    file = tmp_path / "lucky_number.py"
    file.write_text(ADDED, encoding="utf-8")
    spec = spec_from_file_location("lucky_number", file)
    workbook = returned({"1.1.2": {"declared": Decimal(88)}})
    assert "lucky_number" not in checks(found(workbook))

    spec.loader.exec_module(module_from_spec(spec))
    try:
        finding = next(each for each in found(workbook) if each.check == "lucky_number")
        order = [check.id for check in BLOCKING.checks]
    finally:
        BLOCKING.remove("lucky_number")

    assert (finding.severity, cells(finding)) == (Severity.BLOCKS, ["D7"])
    assert finding.words == "số 88 không được dùng. Đề nghị ghi số khác."
    assert order.index("not_a_number") < order.index("lucky_number")
    assert "lucky_number" not in checks(found(workbook))


def nothing(review):
    yield from ()


def phase(**after):
    made = CheckPhase("Thử", Severity.WARNS)
    for name, before in after.items():
        made.add(Check(name, nothing, (), before))
    return made


def test_checks_run_in_the_order_that_they_declare():
    assert [check.id for check in phase(c="a", b="c", a="").checks] == ["a", "c", "b"]


def test_a_phase_without_checks_finds_nothing():
    assert phase().checks == ()


def test_an_id_is_taken_once():
    with pytest.raises(ValueError, match="two checks are called a"):
        phase(a="").add(Check("a", nothing, ()))


def test_a_check_behind_one_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="a: no check is called b"):
        assert phase(a="b").checks
