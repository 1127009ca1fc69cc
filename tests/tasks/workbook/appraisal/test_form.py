from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from deployments.rehearsal.fill import fill
from models.domain.campaign import Form
from models.domain.checks.appraisal.review import check_appraisal, to_appraised
from models.domain.checks.context import CheckContext
from models.domain.collection.appraisal_sheet import AppraisalColumn, SelfEntry, appraisal_lines_of
from models.domain.collection.workbook import Sheet, Workbook
from models.domain.units import Unit, UnitKind
from tasks.workbook.appraisal.form import build_appraisal
from tasks.workbook.read.parse import APPRAISAL_COLUMNS, parse_appraisal
from tasks.workbook.read.read import read_workbook
from tests.support.criteria_sets import every_rule_set
from tests.support.sent_workbooks import FACTS
from tests.support.workbooks import checks, identity

COMMUNES = tuple(
    Unit(code=str(code), name=f"Xã {code}", kind=UnitKind.COMMUNE) for code in range(18500, 18569)
)
ENTRY = SelfEntry(points=Decimal(1), declared="Có", evidence="Số 5", explanation="Đủ")
ENTRIES = {
    "18500": {"1.1.1": ENTRY},
    "18501": {"1.1.1": ENTRY, "1.2.1": SelfEntry(points=None, declared="Không áp dụng")},
    **{str(code): {} for code in range(18502, 18569)},
}


def with_body():
    whole = every_rule_set()
    adjustments = tuple(a.model_copy(update={"body": "noi-vu"}) for a in whole.adjustments)
    return whole.model_copy(update={"adjustments": adjustments})


LINES = tuple(appraisal_lines_of(with_body(), "noi-vu", COMMUNES, ENTRIES))
WHO = identity(form=Form.APPRAISAL, unit="noi-vu")
CONTEXT = CheckContext(expected=WHO, criteria_set=with_body())


def built(criteria_set=None):
    return build_appraisal(criteria_set or with_body(), LINES, WHO, FACTS)


def back(content):
    return parse_appraisal(read_workbook(content, "phieu.xlsx"))


def typed(key, column, value):
    return {("Thẩm định", key, column.value): value}


def opened(content):
    return load_workbook(BytesIO(content))


def test_a_sheet_for_69_communes_comes_back_as_it_went_out():
    sheet = back(built())

    assert sheet.identity == WHO
    assert len(sheet.rows) == len(LINES) == 69 * 10 - 1
    assert check_appraisal(sheet, CONTEXT, LINES) == ()


def test_the_same_lines_give_the_same_bytes():
    assert built() == built()


def test_a_deduction_with_its_reason_is_read_back():
    content = fill(
        built(),
        typed("1.1.1-18500", AppraisalColumn.APPRAISED, "0,5")
        | typed("1.1.1-18500", AppraisalColumn.REASON, "Ban hành chậm"),
    )

    assert check_appraisal(back(content), CONTEXT, LINES) == ()
    result = to_appraised(back(content), CONTEXT, LINES)[0]
    assert (result.unit, result.code, result.answer.points) == ("18500", "1.1.1", Decimal("0.5"))
    assert result.reason == "Ban hành chậm"


def test_a_deduction_without_a_reason_comes_back_with_the_cell():
    content = fill(built(), typed("1.1.1-18500", AppraisalColumn.APPRAISED, 0))

    (finding,) = check_appraisal(back(content), CONTEXT, LINES)

    assert finding.check == "missing_reason"
    assert finding.cells[0].cell == "G8"


def test_what_the_commune_sent_stands_beside_the_points():
    row = next(r for r in opened(built())["Thẩm định"].iter_rows() if r[0].value == "1.1.1-18500")

    assert [cell.value for cell in row[1:]] == [
        "Xã 18500",
        1,
        "Có",
        1,
        1,
        None,
        "Số 5",
        "Đủ",
    ]
    assert [cell.column_letter for cell in row if not cell.protection.locked] == ["F", "G"]


def test_a_bonus_is_there_to_be_filled_in_from_zero():
    row = next(r for r in opened(built())["Thẩm định"].iter_rows() if r[0].value == "C.1-18502")

    assert [cell.value for cell in row[3:6]] == ["", 0, 0]


def test_one_commune_can_be_filtered_although_the_sheet_is_protected():
    sheet = opened(built())["Thẩm định"]

    assert sheet.auto_filter.ref.startswith("A6:I")
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter


def test_a_row_is_high_enough_for_what_the_commune_declared():
    long = ENTRY.model_copy(update={"declared": "Ban hành sau tháng 02 hoặc không ban hành"})
    entries = ENTRIES | {"18500": {"1.1.1": long}}
    lines = tuple(appraisal_lines_of(with_body(), "noi-vu", COMMUNES, entries))
    sheet = opened(build_appraisal(with_body(), lines, WHO, FACTS))["Thẩm định"]
    heights = {r[0].value: sheet.row_dimensions[r[0].row].height for r in sheet.iter_rows()}

    assert heights["1.1.1-18500"] > heights["1.1.1-18501"]


def test_the_codes_can_be_read():
    row = next(r for r in opened(built())["Thẩm định"].iter_rows() if r[0].value == "1.1.1-18500")

    assert row[0].font.size == row[3].font.size == 11
    assert row[0].font.color is None or row[0].font.color.rgb == row[3].font.color.rgb


@pytest.mark.parametrize(("sheet", "header"), [("Thẩm định", "$6:$6"), ("Tổng hợp", "$2:$2")])
def test_every_printed_page_is_across_and_has_the_header(sheet, header):
    page = opened(built())[sheet]

    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == header


def test_points_have_a_decimal_comma_whatever_the_locale():
    row = next(r for r in opened(built())["Thẩm định"].iter_rows() if r[0].value == "1.1.1-18500")

    assert {row[place].number_format for place in (2, 4, 5)} == {"[$-42A]#,##0.00"}


def test_the_overview_leaves_bonus_and_deduction_out():
    book = opened(built())
    last = next(r[0].row for r in book["Thẩm định"].iter_rows() if r[0].value == "2.1.3-18568")

    assert f"$A${last}," in book["Tổng hợp"]["C3"].value
    assert book["Tổng hợp"]["A3"].value == "18500"


def test_the_overview_shows_its_sums_in_programs_that_do_not_calculate():
    overview = load_workbook(BytesIO(built()), data_only=True)["Tổng hợp"]

    assert [cell.value for cell in overview[3]] == ["18500", "Xã 18500", 1, 1, 0]
    assert [cell.value for cell in overview[5]] == ["18502", "Xã 18502", 0, 0, 0]


def test_a_set_in_force_is_not_marked_as_illustrative():
    book = opened(built(with_body().model_copy(update={"illustrative": False})))
    texts = [c.value for row in book["Thẩm định"].iter_rows(max_row=6) for c in row]

    assert "Minh họa, thay bằng phụ lục của Quyết định" not in texts


def test_a_department_without_lines_still_gets_a_sheet_that_opens():
    content = build_appraisal(with_body(), (), WHO, FACTS)

    assert back(content).rows == ()


def test_lost_headers_are_named():
    assert parse_appraisal(Workbook((Sheet("x", ()),))).missing_columns == APPRAISAL_COLUMNS
    partly = parse_appraisal(Workbook((Sheet("x", (("Mã", "Điểm thẩm định", "?"),)),)))
    assert partly.missing_columns == (AppraisalColumn.REASON,)
    assert checks(check_appraisal(partly, CONTEXT, LINES)) == ["wrong_version"]
