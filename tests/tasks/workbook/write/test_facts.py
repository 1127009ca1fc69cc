from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from models.domain.collection.workbook import ScoreColumn
from tasks.workbook.write.blank import personalise_all
from tasks.workbook.write.table_head import column_layout
from tests.support.criteria_sets import every_rule_set
from tests.support.sent_workbooks import FACTS, parsed
from tests.support.workbooks import RIGHT, SHEET, UNIT, identity

HALF = {code: Decimal("0.5") for code in RIGHT}
COLUMN = column_layout(last_year=True).place(ScoreColumn.LAST_YEAR)


def made(points, unit=UNIT):
    units = [(identity(unit=unit), FACTS)]
    ((_, content),) = personalise_all(every_rule_set(), units, points)
    return content


def beside(content):
    rows = load_workbook(BytesIO(content))[SHEET].iter_rows(min_row=5, values_only=True)
    return {row[0] if row[0] else row[1]: row[COLUMN] for row in rows if row[0] or row[1]}


def test_what_is_known_stands_beside_this_years_points_with_its_sums():
    shown = beside(made({UNIT: HALF}))

    assert shown["STT"] == ScoreColumn.LAST_YEAR
    assert shown["1.1.1"] == "0,50"
    assert (shown["1.1"], shown["1.2"], shown["1"]) == ("1,00", "1,00", "2,00")
    assert next(value for name, value in shown.items() if name.startswith("TỔNG")) == "3,50"


def test_a_sum_of_which_a_part_is_unknown_is_left_out():
    shown = beside(
        made({UNIT: {"1.1.1": Decimal("0.25"), "1.2.1": Decimal(1), "1.2.2": Decimal(1)}})
    )

    assert (shown["1.1.1"], shown["1.1.2"]) == ("0,25", "")
    assert (shown["1.1"], shown["1.2"], shown["1"]) == ("", "2,00", "")


def test_survey_rows_have_none():
    shown = beside(made({UNIT: HALF}))

    assert shown["2.2.1"] == shown["2.2"] == ""


def test_a_unit_of_which_nothing_is_known_has_an_empty_column():
    shown = beside(made({"18500": HALF}))

    assert not any(value for name, value in shown.items() if name != "STT")


def test_an_excused_criterion_is_no_part_of_a_sum():
    known = {code: points for code, points in HALF.items() if code != "2.1.2"}

    shown = beside(made({"18500": known}, unit="18500"))

    assert (shown["2.1.2"], shown["2.1"]) == ("", "1,00")


def test_a_campaign_that_knows_nothing_has_no_such_column():
    header = [cell.value for cell in load_workbook(BytesIO(made({})))[SHEET][5]]

    assert ScoreColumn.LAST_YEAR not in header
    assert made({}) == made(None)


def test_the_column_is_locked_and_does_not_disturb_the_reading():
    content = made({UNIT: HALF})
    sheet = load_workbook(BytesIO(content))[SHEET]

    assert all(row[COLUMN].protection.locked for row in sheet.iter_rows(min_row=6))
    assert [row.code for row in parsed(content).rows][:3] == ["1.1.1", "1.1.2", "1.2.1"]
    assert parsed(content).missing_columns == ()
