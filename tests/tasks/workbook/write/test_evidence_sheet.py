from io import BytesIO

import pytest
from openpyxl import load_workbook

from deployments.rehearsal.fill import fill
from models.domain.checks.self_assessment.review import assess
from models.domain.criteria.criteria_set import FreePoints
from models.domain.evidence.declared import EvidenceColumn
from tasks.workbook.write.blank import personalise_all
from tasks.workbook.write.evidence_sheet import FREE_ROWS
from tests.support.criteria_sets import every_rule_set, leaf, set_of
from tests.support.sent_workbooks import FACTS, filled, parsed, sent
from tests.support.workbooks import EVIDENCE, RIGHT, SHEET, checks, context, identity

ASKED = leaf("1.1.1").model_copy(update={"evidence": "Kế hoạch CCHC năm " + "đã ban hành " * 40})


@pytest.fixture(scope="module")
def sheet():
    return load_workbook(BytesIO(sent()))[EVIDENCE]


def rows_of(sheet, header=5):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=header)]


def test_each_criterion_that_the_unit_scores_has_a_row_and_free_rows_follow(sheet):
    header, *rows = rows_of(sheet)
    codes = [row[0] for row in rows]

    assert header == list(EvidenceColumn)
    assert codes == [*RIGHT, *[None] * FREE_ROWS]


def test_excused_criteria_ask_for_no_document():
    who = identity(unit="18500")
    ((_, content),) = personalise_all(every_rule_set(), [(who, FACTS)])

    codes = [row[0] for row in rows_of(load_workbook(BytesIO(content))[EVIDENCE])]

    assert "2.1.2" not in codes
    assert "2.1.1" in codes


def test_what_is_typed_is_open_and_stays_text_and_the_rest_is_locked(sheet):
    first, last = sheet[6], sheet[sheet.max_row]

    for row in (first, last):
        assert [cell.protection.locked for cell in row] == [False, True, *[False] * 6]
        assert {cell.number_format for cell in row if not cell.protection.locked} == {"@"}
    assert all(cell.protection.locked for cell in sheet[5])
    assert sheet.protection.sheet
    assert not sheet.protection.insertRows


def test_the_name_of_a_criterion_follows_its_code(sheet):
    assert "$A6" in sheet["B6"].value
    shown = load_workbook(BytesIO(sent()), data_only=True)[EVIDENCE]
    assert shown["B6"].value == every_rule_set().item("1.1.1").name


def test_codes_are_picked_from_the_units_own(sheet):
    rule = next(v for v in sheet.data_validations.dataValidation if v.type == "list")

    assert str(rule.sqref) == f"A6:A{sheet.max_row}"
    source = rule.formula1.split("!")[1].replace("$", "")
    labels = load_workbook(BytesIO(sent()))["_danh_muc"][source]
    assert [row[0].value for row in labels] == list(RIGHT)


def test_a_strange_day_is_only_warned_of(sheet):
    rule = next(v for v in sheet.data_validations.dataValidation if v.type == "custom")

    assert rule.errorStyle == "warning"
    assert len(rule.formula1) <= 255


def test_what_is_asked_for_is_shown_where_the_document_is_typed():
    sheet = load_workbook(BytesIO(sent(set_of(ASKED))))[EVIDENCE]
    prompt = next(v.prompt for v in sheet.data_validations.dataValidation if "C6" in v.sqref)

    assert prompt.startswith("Kế hoạch CCHC năm đã ban hành")
    assert len(prompt) <= 255


def test_the_page_prints_on_a4_landscape_with_a_repeated_header(sheet):
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "C6"


def test_an_illustrative_set_is_marked(sheet):
    assert "Minh họa" in sheet["A4"].value
    plain = every_rule_set().model_copy(update={"illustrative": False})
    rows = rows_of(load_workbook(BytesIO(sent(plain)))[EVIDENCE], header=1)
    assert rows[3] == list(EvidenceColumn)


def test_a_document_in_a_ready_row_is_read_and_is_evidence():
    cells = {
        (SHEET, "1.1.1", "Số liệu kê khai"): "Có",
        (EVIDENCE, "1.1.1", EvidenceColumn.NUMBER.value): "12/KH-UBND",
        (EVIDENCE, "1.1.1", EvidenceColumn.ISSUED.value): "15/01/2021",
    }
    workbook = parsed(fill(sent(set_of(ASKED)), cells))

    (document,) = workbook.evidence
    assert (document.code, document.in_words()) == ("1.1.1", "12/KH-UBND, ngày 15/01/2021")
    assert document.place.ref(EvidenceColumn.NUMBER).cell == "C6"
    assert assess(workbook, context(set_of(ASKED))).findings == ()


def test_points_without_a_document_are_told_of_at_the_cell_to_type_in():
    typed = {(SHEET, "1.1.1", "Số liệu kê khai"): "Có"}
    content = fill(sent(set_of(ASKED)), typed)

    (finding,) = assess(parsed(content), context(set_of(ASKED))).findings

    assert finding.check == "missing_evidence"
    cell = load_workbook(BytesIO(content))[SHEET][finding.cells[0].cell]
    assert not cell.protection.locked


def test_what_is_typed_into_the_old_cell_still_counts():
    content = filled(evidence={"1.1.1": "Kế hoạch số 5"})

    row = next(row for row in parsed(content).rows if row.code == "1.1.1")

    assert row.evidence == "Kế hoạch số 5"


def test_the_counts_of_the_form_itself_are_not_typed_evidence():
    cells = {
        (SHEET, "1.1.1", "Số liệu kê khai"): "Có",
        (SHEET, "1.1.1", "Tài liệu kiểm chứng đã gửi"): "3 tài liệu",
    }
    workbook = parsed(fill(sent(set_of(ASKED)), cells))

    assert checks(assess(workbook, context(set_of(ASKED))).findings) == ["missing_evidence"]


def test_a_form_where_everything_is_excused_still_opens():
    everywhere = leaf("1.1.1", FreePoints(step="1"), "2").model_copy(
        update={"excused": frozenset({"18496"})}
    )
    ((_, content),) = personalise_all(set_of(everywhere), [(identity(), FACTS)])

    assert parsed(content).evidence == ()
