"""A workbook that LibreOffice opened and saved says the same, and its formulas the same points."""

import shutil
import subprocess
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from deployments.rehearsal.fill import fill
from models.domain.checks.self_assessment.review import assess
from models.domain.collection.workbook import ScoreColumn
from models.domain.criteria.rules import points_for
from models.domain.evidence.declared import EvidenceColumn
from tasks.workbook.read.parse import parse_self_assessment
from tasks.workbook.read.read import read_workbook
from tests.support.criteria_sets import every_rule_set
from tests.support.sent_workbooks import parsed, sent
from tests.support.workbooks import EVIDENCE, RIGHT, SHEET, context

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="needs LibreOffice: apt-get install -y libreoffice-calc",
    ),
]


DOCUMENTS = {
    (EVIDENCE, "1.1.1", EvidenceColumn.NUMBER.value): "05/2021",
    (EVIDENCE, "1.1.1", EvidenceColumn.ISSUED.value): "12/01/2021",
    (EVIDENCE, "1.1.1", EvidenceColumn.TITLE.value): "- Kế hoạch",
    (EVIDENCE, "2.1.1", EvidenceColumn.CODE.value): "2.1.1; 1.1.2",
    (EVIDENCE, "2.1.1", EvidenceColumn.FILE.value): "2.pdf",
}
TYPED_POINTS = "2.1.3"
ANSWERS = {
    (
        SHEET,
        code,
        (ScoreColumn.SELF_SCORE if code == TYPED_POINTS else ScoreColumn.DECLARED).value,
    ): value
    for code, value in RIGHT.items()
}
EXPLAINED = {(SHEET, "2.1.2", ScoreColumn.EXPLANATION.value): "- Đang chờ ký"}


FORMATS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods:calc8",
}


def convert(folder, content, ending="xlsx"):
    (folder / "sent.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = ["--convert-to", FORMATS[ending], "--outdir", str(folder / "back")]
    command = ["soffice", profile, "--headless", *target, str(folder / "sent.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "back" / f"sent.{ending}").read_bytes()


def asking(criterion):
    items = (item.model_copy(update={"evidence": "Văn bản"}) for item in criterion.items)
    return criterion.model_copy(update={"items": tuple(items)})


def all_ask_for_evidence():
    whole = every_rule_set()
    areas = (
        area.model_copy(update={"criteria": tuple(asking(one) for one in area.criteria)})
        for area in whole.areas
    )
    return whole.model_copy(update={"areas": tuple(areas)})


@pytest.fixture(scope="module")
def sent_back(tmp_path_factory):
    """A workbook with answers, documents and an explanation, and what the office makes of it."""
    content = fill(sent(all_ask_for_evidence()), ANSWERS | DOCUMENTS | EXPLAINED)
    return content, convert(tmp_path_factory.mktemp("office"), content)


def test_a_filled_workbook_keeps_its_answers_and_its_formulas_agree_with_the_rules(sent_back):
    before, after = (parsed(content) for content in sent_back)

    assert after.identity == before.identity
    assert assess(after, context()).findings == ()
    assert assess(after, context()) == assess(before, context())
    answers = assess(before, context()).answers
    computed = {row.code: row.self_score for row in after.rows if row.code in answers}
    for code in set(answers) - {TYPED_POINTS}:
        item = every_rule_set().item(code)
        assert Decimal(computed[code]) == points_for(item, answers[code])


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_the_other_formats_of_the_office_say_the_same(sent_back, tmp_path, ending):
    before = parsed(sent_back[0])
    after = parse_self_assessment(
        read_workbook(convert(tmp_path, sent_back[0], ending), f"bai-nop.{ending}")
    )

    assert after.identity == before.identity
    assert assess(after, context()) == assess(before, context())
    assert [one.in_words() for one in after.evidence] == [one.in_words() for one in before.evidence]


def test_documents_stay_as_they_were_typed(sent_back):
    before, after = (parsed(content).evidence for content in sent_back)

    assert [one.in_words() for one in after] == [one.in_words() for one in before]
    assert after[0].in_words() == "05/2021, ngày 12/01/2021, - Kế hoạch"


def test_the_score_sheet_counts_documents_and_says_where_one_is_due(sent_back):
    sheet = load_workbook(BytesIO(sent_back[1]), data_only=True)[SHEET]
    rows = {row[0].value: row for row in sheet.iter_rows()}

    shown = {code: rows[code][7].value or "" for code in RIGHT}

    due = {code for code, words in shown.items() if words == "Chưa có tài liệu"}
    counted = {code for code, words in shown.items() if words == "1 tài liệu"}
    assert counted == {"1.1.1", "1.1.2", "2.1.1"}
    assert "2.1.2" not in due
    findings = assess(parsed(sent_back[1]), context(all_ask_for_evidence())).findings
    cells = {ref.cell for finding in findings for ref in finding.cells}
    assert cells == {f"I{rows[code][0].row}" for code in due}
    assert TYPED_POINTS in due


def test_the_name_of_the_criterion_and_the_totals_are_calculated(sent_back):
    book = load_workbook(BytesIO(sent_back[1]), data_only=True)

    assert book[EVIDENCE]["B6"].value == every_rule_set().item("1.1.1").name
    total = next(row for row in book[SHEET].iter_rows() if str(row[1].value).startswith("TỔNG"))
    points = assess(parsed(sent_back[1]), context()).points
    assert total[6].value == pytest.approx(float(sum(points.values())))
