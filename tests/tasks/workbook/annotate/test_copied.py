"""A file that cannot be patched comes back as the unit's form with what they typed."""

from decimal import Decimal
from pathlib import Path

import pytest

from deployments.rehearsal.fill import fill
from models.domain.cells import CellRef
from models.domain.checks.self_assessment.review import assess
from models.domain.collection.entries import SCORE_ONLY
from models.domain.collection.workbook import EVIDENCE_SHEET, Finding, Severity, Sheet
from models.domain.evidence.declared import EvidenceColumn
from tasks.workbook.annotate.annotate import annotate
from tasks.workbook.annotate.pairs import row_pairs
from tasks.workbook.annotate.remarks import COPIED, LIST_SHEET
from tasks.workbook.read.read import read_workbook
from tests.support.annotated import book_of, marks_of
from tests.support.sent_workbooks import filled, parsed, sent
from tests.support.workbooks import SHEET, context

DOCUMENTS = {
    (EVIDENCE_SHEET, "1.1.2", EvidenceColumn.NUMBER.value): "=12/BC-UBND",
    (EVIDENCE_SHEET, "1.1.2", EvidenceColumn.ISSUED.value): "05/3/2021",
    (EVIDENCE_SHEET, "2.1.1", EvidenceColumn.FILE.value): "12-BC-UBND.pdf",
}


FAULTY = fill(
    filled(
        declared={"1.1.2": "khoảng 95", "2.1.3": SCORE_ONLY},
        self_score={"1.1.1": Decimal("0.5"), "2.1.3": "2,25"},
        evidence={"1.2.1": "=Báo cáo 5/BC"},
        explanation={"1.2.2": True},
    ),
    DOCUMENTS,
)
OLD = Path(__file__).with_name("faulty.xls").read_bytes()
"""``FAULTY`` as LibreOffice saves it in the old format, which cannot be patched."""


@pytest.fixture
def form():
    findings = assess(parsed(OLD), context()).findings
    return annotate(OLD, "Bài nộp.xls", findings, sent)


def test_the_form_has_what_was_typed_and_the_marks(form):
    assert (form.own, form.name) == (False, "Bài nộp-can-sua.xlsx")
    typed = {row.code: row for row in parsed(OLD).rows}
    for row in parsed(form.content).rows:
        was = typed[row.code]
        assert (row.declared, row.evidence) == (was.declared, was.evidence)
        assert row.explanation == was.explanation
    documents = [(d.code, d.number, d.issued, d.file_name) for d in parsed(form.content).evidence]
    assert len(documents) == 2
    assert documents == [(d.code, d.number, d.issued, d.file_name) for d in parsed(FAULTY).evidence]
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
    found = [finding.check for finding in assess(parsed(form.content), context()).findings]

    assert found == [finding.check for finding in assess(parsed(FAULTY), context()).findings]


def test_cells_that_the_form_has_not_are_told_with_their_place():
    lost = Finding(
        check="thu",
        severity=Severity.BLOCKS,
        message="Trang “Chấm điểm”, ô A99: mã này thừa.",
        cells=(CellRef(sheet=SHEET, cell="A99"),),
        words="mã này thừa.",
    )

    made = annotate(OLD, "a.xls", [lost], sent)

    row = [cell.value for cell in book_of(made.content)[LIST_SHEET][5]]
    assert row[2:] == ["Cả tệp", None, "Trang “Chấm điểm”, ô A99: mã này thừa."]


def test_without_a_form_there_is_none():
    assert annotate(OLD, "a.xls", assess(parsed(OLD), context()).findings) is None


def test_a_form_that_cannot_be_read_is_none():
    findings = assess(parsed(OLD), context()).findings

    assert annotate(OLD, "a.xls", findings, lambda: b"") is None


def test_a_second_document_of_a_criterion_takes_a_free_row_and_a_lone_code_none():
    head = tuple(column.value for column in EvidenceColumn)
    rows = [("1.1.1", "tên", "1/BC"), ("1.1.1", "tên", "2/BC"), ("2.1.1", "tên"), (None, None, "x")]
    theirs = (Sheet("Tài liệu", (head, *rows)), *read_workbook(FAULTY, "a.xlsx")[2:3])

    pairs = row_pairs(theirs, read_workbook(sent(), "b.xlsx"))

    documents = [pair for pair in pairs if EvidenceColumn.NUMBER in pair.answers]
    assert [pair.typed[EvidenceColumn.NUMBER] for pair in documents] == ["1/BC", "2/BC"]
    assert [pair.printed[EvidenceColumn.CODE] for pair in documents] == ["1.1.1", None]
