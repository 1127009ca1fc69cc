"""A file that cannot be patched comes back as the unit's form with what they typed."""

from decimal import Decimal

import pytest

from models.domain.checks.run import run_all
from models.domain.entries import SCORE_ONLY
from models.domain.workbook import CellRef, Finding, Severity
from tasks.workbook.annotate.annotate import annotate
from tasks.workbook.annotate.words import COPIED, LIST_SHEET
from tests.support.annotated import book_of, marks_of
from tests.support.odd_workbooks import rewritten
from tests.support.sent_workbooks import filled, parsed, sent
from tests.support.workbooks import SHEET, context


def unpatchable(members):
    name = "xl/workbook.xml"
    members[name] = members[name].replace(b"<workbook", b"<!DOCTYPE w><workbook", 1)


FAULTY = filled(
    declared={"1.1.2": "khoảng 95", "2.1.3": SCORE_ONLY},
    self_score={"1.1.1": Decimal("0.5"), "2.1.3": "2,25"},
    evidence={"1.2.1": "=Báo cáo 5/BC"},
    explanation={"1.2.2": True},
)


@pytest.fixture
def form():
    content = rewritten(FAULTY, unpatchable)
    findings = run_all(parsed(content), context())
    return annotate(content, "Bài nộp.xls", findings, sent)


def test_the_form_has_what_was_typed_and_the_marks(form):
    assert (form.own, form.name) == (False, "Bài nộp-can-sua.xlsx")
    typed = {row.code: row for row in parsed(FAULTY).rows}
    for row in parsed(form.content).rows:
        was = typed[row.code]
        assert (row.declared, row.evidence) == (was.declared, was.evidence)
        assert row.explanation == was.explanation
    assert parsed(form.content).identity == parsed(FAULTY).identity
    marks = marks_of(form.content)
    assert marks.coloured == marks.commented == set(marks.linked)
    assert marks.coloured == {(SHEET, "D9"), (SHEET, "G8"), (SHEET, "G17")}
    assert COPIED in book_of(form.content)[LIST_SHEET]["A3"].value


def test_a_formula_stays_unless_the_finding_is_about_what_stands_there(form):
    sheet = book_of(form.content)[SHEET]

    assert sheet["G8"].value == 0.5
    assert str(sheet["G11"].value).startswith("=")
    assert sheet["H11"].data_type == "s"


def test_the_form_with_its_marks_can_be_sent_back_and_says_the_same(form):
    found = [finding.check for finding in run_all(parsed(form.content), context())]

    assert found == [finding.check for finding in run_all(parsed(FAULTY), context())]


def test_cells_that_the_form_has_not_are_told_with_their_place():
    lost = Finding(
        check="thu",
        severity=Severity.BLOCKS,
        message="Trang “Chấm điểm”, ô A99: mã này thừa.",
        cells=(CellRef(sheet=SHEET, cell="A99"),),
        words="mã này thừa.",
    )

    made = annotate(rewritten(FAULTY, unpatchable), "a.xlsx", [lost], sent)

    row = [cell.value for cell in book_of(made.content)[LIST_SHEET][5]]
    assert row[2:] == ["Cả tệp", None, "Trang “Chấm điểm”, ô A99: mã này thừa."]


def test_without_a_form_there_is_none():
    content = rewritten(FAULTY, unpatchable)

    assert annotate(content, "a.xlsx", run_all(parsed(content), context())) is None


def test_a_form_that_cannot_be_read_is_none():
    content = rewritten(FAULTY, unpatchable)
    findings = run_all(parsed(content), context())

    assert annotate(content, "a.xlsx", findings, lambda: b"") is None
