from dataclasses import replace
from decimal import Decimal

import pytest

from models.domain.campaign import Form
from models.domain.cells import RowPlace
from models.domain.checks.appraisal.review import check_appraisal, to_appraised
from models.domain.checks.context import CheckContext
from models.domain.collection.appraisal_sheet import (
    AppraisalColumn,
    AppraisedRow,
    ReturnedAppraisal,
    SelfEntry,
    appraisal_lines_of,
)
from models.domain.criteria.answers import Awarded, NotApplicable
from models.domain.units import Unit, UnitKind
from tests.support.criteria_sets import every_rule_set
from tests.support.workbooks import cells, checks, identity

COLUMNS = {column.value: place for place, column in enumerate(AppraisalColumn)}
COMMUNES = (
    Unit(code="18496", name="Thị trấn Hương Khê", kind=UnitKind.COMMUNE),
    Unit(code="18500", name="Xã Điền Mỹ", kind=UnitKind.COMMUNE),
    Unit(code="18502", name="Xã Hà Linh", kind=UnitKind.COMMUNE),
)
ENTRIES = {
    "18496": {
        "1.1.1": SelfEntry(points=Decimal(1), declared="Có"),
        "1.2.1": SelfEntry(points=None, declared="Không áp dụng"),
    },
    "18500": {"1.2.1": SelfEntry(points=Decimal(2), declared="80")},
}
LINES = tuple(appraisal_lines_of(every_rule_set(), "noi-vu", COMMUNES, ENTRIES))
EXPECTED = identity(form=Form.APPRAISAL, unit="noi-vu")
CONTEXT = CheckContext(
    expected=EXPECTED,
    criteria_set=every_rule_set(),
    unit_names={unit.code: unit.name for unit in COMMUNES},
)
FIRST = 7


def returned(changes=None, **about):
    rows = tuple(
        AppraisedRow(
            line.unit.code,
            line.item.code,
            "Không áp dụng" if line.points is None else line.points,
            "",
            RowPlace("Thẩm định", number, COLUMNS),
        )
        for number, line in enumerate(LINES, start=FIRST)
    )
    changes = changes or {}
    changed = tuple(replace(row, **changes.get((row.unit, row.code), {})) for row in rows)
    return ReturnedAppraisal(**{"identity": EXPECTED, "rows": changed, **about})


def found(workbook):
    return check_appraisal(workbook, CONTEXT, LINES)


def test_lines_go_criterion_by_criterion_and_leave_out_excused_units_and_the_survey():
    keys = [line.key for line in LINES]

    assert keys[:2] == ["1.1.1-18496", "1.1.1-18500"]
    assert "2.1.2-18496" in keys
    assert "2.1.2-18500" not in keys
    assert not [key for key in keys if key.startswith("2.2.1")]


def test_a_unit_that_sent_nothing_has_no_lines():
    assert {line.unit.code for line in LINES} == {"18496", "18500"}


def test_a_bonus_starts_from_zero():
    bonus = next(line for line in LINES if line.key == "C.1-18500")

    assert (bonus.entry, bonus.points) == (None, Decimal(0))


def test_a_sheet_sent_back_unchanged_is_right():
    assert found(returned()) == ()


def test_a_sheet_of_another_department_is_told_alone():
    other = identity(form=Form.APPRAISAL, unit="tu-phap")
    sheet = returned({("18496", "1.1.1"): {"points": None}}, identity=other)

    assert checks(found(sheet)) == ["wrong_unit"]


def test_missing_columns_are_told_alone():
    assert checks(found(returned(rows=(), missing_columns=("Lý do",)))) == ["missing_columns"]


def test_deleted_lines_are_counted_and_the_first_is_named():
    sheet = returned()

    (finding,) = found(replace(sheet, rows=sheet.rows[2:]))

    assert finding.check == "missing_lines"
    assert "thiếu 2 dòng" in finding.message
    assert "1.1.1-18496" in finding.message


def test_a_sheet_without_any_line_lacks_them_all():
    (finding,) = found(returned(rows=()))

    assert f"thiếu {len(LINES)} dòng" in finding.message


def test_a_commune_that_sent_after_the_sheet_went_out_is_left_for_later():
    sheet = returned()
    rows = tuple(row for row in sheet.rows if row.unit != "18500")

    assert found(replace(sheet, rows=rows)) == ()
    results = to_appraised(replace(sheet, rows=rows), CONTEXT, LINES)
    assert {result.unit for result in results} == {"18496"}


def test_a_line_that_stands_twice_is_named_at_both_places():
    sheet = returned()
    again = replace(sheet.rows[0], place=sheet.rows[0].place._replace(row=90))

    (finding,) = found(replace(sheet, rows=(*sheet.rows, again)))

    assert (finding.check, cells(finding)) == ("doubled_lines", ["A7", "A90"])


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ({"unit": "99999"}, "không có trong phiếu đã gửi"),
        ({"code": "9.9.9"}, "không có trong phiếu đã gửi"),
        ({"unit": "18502"}, "Xã Hà Linh chưa gửi bảng tự đánh giá nên không thẩm định"),
    ],
    ids=["no unit", "no item", "a unit that sent nothing"],
)
def test_a_row_that_was_not_sent_is_told_of(added, words):
    sheet = returned()
    place = sheet.rows[0].place._replace(row=90)
    strange = replace(sheet.rows[0], place=place, **added)

    (finding,) = found(replace(sheet, rows=(*sheet.rows, strange)))

    assert (finding.check, cells(finding)) == ("unknown_lines", ["A90"])
    assert words in finding.message


def test_an_emptied_score_is_told_of_without_asking_for_a_reason():
    (finding,) = found(returned({("18496", "1.1.1"): {"points": None}}))

    assert (finding.check, cells(finding)) == ("missing_points", ["F7"])


@pytest.mark.parametrize("typed", ["chưa đạt", "1.234"])
def test_a_score_that_is_no_number_is_told_of(typed):
    (finding,) = found(returned({("18496", "1.1.1"): {"points": typed}}))

    assert (finding.check, cells(finding)) == ("points_not_a_number", ["F7"])


def test_not_applicable_needs_an_optional_item():
    change = {"points": "Không áp dụng", "reason": "Không phát sinh"}

    assert checks(found(returned({("18496", "1.1.1"): change}))) == ["points_not_a_number"]


def test_not_applicable_on_the_appraisers_own_word_needs_a_reason():
    sheet = returned({("18500", "1.2.1"): {"points": "không áp dụng"}})

    assert checks(found(sheet)) == ["missing_reason"]


@pytest.mark.parametrize("typed", [Decimal("1.5"), Decimal(-1)])
def test_a_score_outside_the_range_is_told_of(typed):
    (finding,) = found(returned({("18496", "1.1.1"): {"points": typed, "reason": "x"}}))

    assert finding.check == "points_out_of_range"
    assert "từ 0 đến 1" in finding.message


def test_a_score_finer_than_a_hundredth_is_told_of():
    sheet = returned({("18496", "1.1.1"): {"points": Decimal("0.333"), "reason": "x"}})

    assert checks(found(sheet)) == ["points_out_of_range"]


def test_a_changed_score_needs_a_reason():
    (finding,) = found(returned({("18496", "1.1.1"): {"points": "0,5"}}))

    assert (finding.check, cells(finding)) == ("missing_reason", ["G7"])


def test_a_changed_score_with_a_reason_is_taken_over():
    change = {"points": "0,5", "reason": "Ban hành chậm"}
    sheet = returned({("18496", "1.1.1"): change})

    results = {(r.unit, r.code): r for r in to_appraised(sheet, CONTEXT, LINES)}

    assert found(sheet) == ()
    assert results["18496", "1.1.1"].answer == Awarded(points=Decimal("0.50"))
    assert results["18496", "1.1.1"].reason == "Ban hành chậm"
    assert results["18496", "1.2.1"].answer == NotApplicable()
    assert len(results) == len(LINES)
