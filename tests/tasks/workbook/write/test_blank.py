from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from models.domain.campaign import Form
from models.domain.collection.workbook import ScoreColumn
from models.domain.criteria.criteria_set import Choice, FreePoints, Option
from tasks.workbook.write.blank import build_template, personalise_all
from tasks.workbook.write.facts import fact_token
from tasks.workbook.write.guide_sheet import guide_steps
from tasks.workbook.write.table_head import column_layout
from tasks.workbook.write.template import OPEN
from tests.support.criteria_sets import every_rule_set, leaf, set_of
from tests.support.sent_workbooks import FACTS, parsed, sent
from tests.support.workbooks import SHEET, identity


def opened(content):
    return load_workbook(BytesIO(content))


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def row_of(sheet, code):
    return next(row for row in sheet.iter_rows() if row[0].value == code)


def unlocked(sheet, code):
    columns = column_layout(last_year=False).names
    return {column for column in columns if not cell(sheet, code, column).protection.locked}


def cell(sheet, code, column):
    return row_of(sheet, code)[column_layout(last_year=False).place(column)]


def test_the_same_unit_gets_the_same_bytes():
    assert sent() == sent()


def test_no_token_is_left_and_no_member_carries_the_time_of_making():
    archive = ZipFile(BytesIO(sent()))

    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.namelist()[0] == "[Content_Types].xml"
    assert not [name for name in archive.namelist() if OPEN.encode() in archive.read(name)]
    assert b"2000-01-01" in archive.read("docProps/core.xml")


def test_the_cover_says_whose_it_is_by_when_and_where_to_send_it():
    cover = texts(opened(sent())["Bìa"])

    for fact in FACTS.model_dump().values():
        assert fact in cover
    assert "18496" in cover


def test_an_illustrative_set_is_marked_on_cover_and_table():
    book = opened(sent())

    for name in ("Bìa", SHEET):
        assert any("Minh họa, thay bằng phụ lục" in text for text in texts(book[name]))


def test_a_set_in_force_is_not_marked():
    book = opened(
        sent(every_rule_set().model_copy(update={"illustrative": False, "decision": "Q"}))
    )

    for name in ("Bìa", SHEET):
        assert not any("Minh họa" in text for text in texts(book[name]))


def test_the_identity_is_hidden_and_read_back():
    assert opened(sent())["_cchc"].sheet_state == "veryHidden"
    assert parsed(sent()).identity == identity()


def test_a_name_with_markup_and_quotes_comes_through():
    facts = FACTS.model_copy(update={"unit_name": 'UBND xã "A" & <B>'})

    assert 'UBND xã "A" & <B>' in texts(opened(sent(facts=facts))["Bìa"])


def test_only_answers_are_unlocked():
    sheet = opened(sent())[SHEET]
    assert sheet.protection.sheet
    assert unlocked(sheet, "1.1.2") == {ScoreColumn.DECLARED, ScoreColumn.EXPLANATION}


def test_points_that_only_a_person_can_say_are_open():
    sheet = opened(sent())[SHEET]

    assert unlocked(sheet, "2.1.3") == {ScoreColumn.SELF_SCORE, ScoreColumn.EXPLANATION}


def test_survey_rows_are_locked_and_say_so():
    sheet = opened(sent())[SHEET]

    assert cell(sheet, "2.2.1", ScoreColumn.SELF_SCORE).value == "Không tự chấm"
    assert all(c.protection.locked for c in row_of(sheet, "2.2.1"))


def test_rows_that_do_not_apply_to_the_unit_are_closed():
    units = [(identity(unit=code), FACTS) for code in ("18496", "18500", "18496")]

    first, excused, again = (content for _, content in personalise_all(every_rule_set(), units))

    closed = cell(opened(excused)[SHEET], "2.1.2", ScoreColumn.SELF_SCORE)
    assert (closed.value, closed.protection.locked) == ("Không áp dụng với đơn vị", True)
    assert first == again
    assert cell(opened(first)[SHEET], "2.1.2", ScoreColumn.SELF_SCORE).value != closed.value


def test_areas_are_in_capitals_and_totals_are_formulas():
    sheet = opened(sent())[SHEET]

    assert cell(sheet, "1", ScoreColumn.NAME).value == "LĨNH VỰC 1"
    assert cell(sheet, "1", ScoreColumn.SELF_SCORE).value == "=SUM(G7,G10)"
    assert cell(sheet, "1.1", ScoreColumn.SELF_SCORE).value == "=SUM(G8:G9)"


def test_totals_show_their_maximum_in_programs_that_do_not_calculate():
    sheet = load_workbook(BytesIO(sent()), data_only=True)[SHEET]

    assert cell(sheet, "1", ScoreColumn.MAXIMUM).value == 8
    assert cell(sheet, "2.1", ScoreColumn.MAXIMUM).value == 5.5
    assert sheet.cell(sheet.max_row - 1, 3).value == 23.5


def test_the_page_prints_on_a4_landscape_with_a_repeated_header():
    sheet = opened(sent())[SHEET]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "C6"


def validation_of(sheet, code, column=ScoreColumn.DECLARED):
    wanted = cell(sheet, code, column).coordinate
    return next(v for v in sheet.data_validations.dataValidation if wanted in v.sqref)


def test_lists_hold_the_labels_also_with_commas():
    book = opened(sent())
    source = validation_of(book[SHEET], "2.1.1").formula1.split("!")[1].replace("$", "")

    labels = [row[0].value for row in book["_danh_muc"][source]]

    assert labels == ["Đầy đủ, kịp thời", "Chưa đầy đủ", "Không công khai"]


@pytest.mark.parametrize(
    ("code", "column", "kind", "top"),
    [
        ("1.1.2", ScoreColumn.DECLARED, "decimal", "100"),
        ("1.2.2", ScoreColumn.DECLARED, "whole", "1000000000"),
        ("2.1.3", ScoreColumn.SELF_SCORE, "decimal", "2"),
    ],
)
def test_numbers_are_held_to_their_range_by_excel_itself(code, column, kind, top):
    rule = validation_of(opened(sent())[SHEET], code, column)

    assert (rule.type, rule.formula1, float(rule.formula2)) == (kind, "0", float(top))
    assert "Đề nghị" in rule.error


def test_an_optional_figure_also_takes_not_applicable():
    rule = validation_of(opened(sent())[SHEET], "1.2.1")

    assert rule.type == "custom"
    assert '"Không áp dụng"' in rule.formula1


def test_no_message_is_longer_than_excel_shows():
    for rule in opened(sent())[SHEET].data_validations.dataValidation:
        assert len(rule.error or "") <= 225
        assert len(rule.prompt or "") <= 255


def test_optional_free_points_can_be_declared_not_applicable():
    item = leaf("1.1.1", FreePoints(step="0.5"), "2", optional=True)
    sheet = opened(sent(set_of(item)))[SHEET]

    assert not cell(sheet, "1.1.1", ScoreColumn.DECLARED).protection.locked


def test_labels_too_long_for_a_formula_leave_the_score_to_the_official():
    options = (Option(label="x" * 300, points="1"), Option(label="y", points="0"))
    sheet = opened(sent(set_of(leaf("1.1.1", Choice(options=options)))))[SHEET]

    assert cell(sheet, "1.1.1", ScoreColumn.SELF_SCORE).value is None


def test_a_departments_form_is_known_as_such():
    who = identity(form=Form.AUTHORITY, unit="noi-vu")

    assert parsed(sent(who=who)).identity == who


def test_the_guide_speaks_of_last_year_only_where_the_form_does():
    bonus = every_rule_set()

    assert not any("năm trước" in step for step in guide_steps(bonus))
    assert sum("năm trước" in step for step in guide_steps(bonus, last_year=True)) == 1
    assert any("Điểm thưởng" in step for step in guide_steps(bonus))
    plain = bonus.model_copy(update={"adjustments": ()})
    assert not any("Điểm thưởng" in step for step in guide_steps(plain))


def test_a_cell_turns_red_where_a_document_or_an_explanation_is_due():
    sheet = opened(sent())[SHEET]
    (area,) = sheet.conditional_formatting

    (rule,) = area.rules
    assert str(area.sqref) == f"H6:I{sheet.max_row - 1}"
    assert rule.formula == ['$H6="Chưa có tài liệu"']


def test_a_token_that_nobody_fills_cannot_be_written():
    with pytest.raises(KeyError):
        fact_token("phone")


def test_only_the_texts_are_left_to_patch():
    assert list(build_template(every_rule_set()).patched) == ["xl/sharedStrings.xml"]
