from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from config.loaders import load_criteria_set
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.criteria.set_checks import check_criteria_set
from models.domain.errors import UnreadableFile
from tasks.criteria.annex_export import export_annex
from tasks.criteria.annex_findings import AnnexHeader, ImportFinding, header_of
from tasks.criteria.annex_import import import_annex
from tasks.criteria.annex_table import AnnexColumn

Change = Callable[[Worksheet], None]
ALL = ("phu-luc-ii-2021", "phu-luc-ii-2026", "phu-luc-iii-2021", "phu-luc-iii-2026")
COMMUNE = "phu-luc-iii-2021"
# Rows of the exported annex: three title lines, the headings in row 4, area 1 in row 5.
HEADINGS, AREA, CRITERION, ITEM = 4, 5, 6, 7


@pytest.fixture(scope="module")
def annex() -> bytes:
    return export_annex(load_criteria_set(COMMUNE))


@pytest.fixture(scope="module")
def header() -> AnnexHeader:
    return header_of(load_criteria_set(COMMUNE))


def changed(content: bytes, change: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def put(cell: str, value: object) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value

    return change


@pytest.mark.parametrize("code", ALL)
def test_a_set_reads_back_from_its_annex(code: str) -> None:
    criteria_set = load_criteria_set(code)
    assert (
        import_annex(export_annex(criteria_set), "a.xlsx", header_of(criteria_set)) == criteria_set
    )


def test_a_set_without_bonus_and_deduction_reads_back() -> None:
    plain = load_criteria_set(COMMUNE).model_copy(
        update={"adjustments": (), "bonus_cap": Decimal(0), "deduction_cap": Decimal(0)}
    )
    assert import_annex(export_annex(plain), "a.xlsx", header_of(plain)) == plain


def with_own_first_item(criteria_set: CriteriaSet) -> CriteriaSet:
    area = criteria_set.areas[0]
    criterion = area.criteria[0]
    item = criterion.items[0].model_copy(
        update={"body": "tu-phap", "excused": frozenset({"18496"})}
    )
    items = (item, *criterion.items[1:])
    criterion = criterion.model_copy(update={"items": items, "body": "van-phong"})
    area = area.model_copy(update={"criteria": (criterion, *area.criteria[1:])})
    return criteria_set.model_copy(update={"areas": (area, *criteria_set.areas[1:])})


def test_excused_units_and_own_bodies_come_from_the_header(annex: bytes) -> None:
    own = with_own_first_item(load_criteria_set(COMMUNE))
    assert import_annex(annex, "a.xlsx", header_of(own)) == own


def test_export_is_the_same_bytes_for_the_same_set(annex: bytes) -> None:
    assert export_annex(load_criteria_set(COMMUNE)) == annex


def test_the_table_has_the_columns_of_the_form(annex: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(annex)).worksheets[0]
    assert [cell.value for cell in sheet[HEADINGS]] == list(AnnexColumn)


def test_an_illustrative_set_says_so_and_a_real_one_does_not(annex: bytes) -> None:
    real = load_criteria_set(COMMUNE).model_copy(update={"illustrative": False})
    for content, marked in ((annex, True), (export_annex(real), False)):
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        titles = [str(sheet.cell(row, 1).value) for row in (1, 2, 3)]
        assert (
            any("Minh họa, thay bằng phụ lục của Quyết định" in line for line in titles) is marked
        )


def move_columns(sheet: Worksheet) -> None:
    sheet.insert_rows(1, amount=3)
    sheet.insert_cols(1)
    sheet.insert_rows(ITEM + 3)


def type_as_people_do(sheet: Worksheet) -> None:
    sheet[f"A{HEADINGS}"] = "TT"
    sheet[f"C{HEADINGS}"] = " ĐIỂM  TỐI ĐA "
    sheet[f"A{AREA}"] = 1
    sheet[f"A{CRITERION}"] = 1.1
    sheet[f"A{ITEM}"] = "1.1.1."
    sheet[f"C{ITEM}"] = "0,5"


def run_on(sheet: Worksheet) -> None:
    rule = str(sheet[f"E{ITEM}"].value).splitlines()
    sheet.insert_rows(ITEM + 1)
    sheet[f"E{ITEM}"], sheet[f"E{ITEM + 1}"] = rule[0], "\n".join(rule[1:])


@pytest.mark.parametrize("change", [move_columns, type_as_people_do, run_on])
def test_tables_are_found_and_read_as_people_lay_them_out(
    annex: bytes, header: AnnexHeader, change: Change
) -> None:
    assert import_annex(changed(annex, change), "a.xlsx", header) == load_criteria_set(COMMUNE)


BAD_CELLS = {
    "rule": (f"E{ITEM}", "Theo Hội đồng", ITEM, "1.1.1", "chưa đọc được cách tính điểm"),
    "points": (f"C{ITEM}", "một", ITEM, "1.1.1", "điểm tối đa phải là số lớn hơn 0"),
    "zero points": (f"C{AREA}", 0, AREA, "1", "điểm tối đa phải là số lớn hơn 0"),
    "three decimals": (f"C{ITEM}", 0.125, ITEM, "1.1.1", "nhiều nhất 2 chữ số thập phân"),
    "name": (f"B{ITEM}", None, ITEM, "1.1.1", "chưa có tên"),
    "no code": (f"A{ITEM}", None, ITEM, "", "nhưng không có mã"),
    "roman code": (f"A{AREA}", "I", AREA, "I", "mã không đúng dạng"),
    "code turned date": (f"A{ITEM}", date(2001, 1, 1), ITEM, "01/01/2001", "định dạng cột STT"),
    "repeated code": (f"A{ITEM + 1}", "1.1.1", ITEM + 1, "1.1.1", f"mã đã có ở dòng {ITEM}"),
    "no parent": (f"A{ITEM}", "1.99.1", ITEM, "1.99.1", "chưa có dòng mã 1.99"),
    "no children": (f"A{CRITERION}", "1.99", CRITERION, "1.99", "chưa có tiêu chí thành phần"),
    "area without body": (f"A{AREA}", "10", AREA, "10", "chưa có cơ quan phụ trách"),
}


@pytest.mark.parametrize("case", BAD_CELLS)
def test_a_bad_cell_is_listed_with_row_code_and_what_to_do(
    annex: bytes, header: AnnexHeader, case: str
) -> None:
    cell, value, row, code, message = BAD_CELLS[case]
    found = import_annex(changed(annex, put(cell, value)), "a.xlsx", header)
    assert isinstance(found, tuple)
    told = [one for one in found if (one.row, one.code) == (row, code)]
    assert any(message in one.message for one in told)
    assert all("đề nghị" in one.message.lower() for one in found)


BAD_SUMS = {
    "item": (f"C{ITEM + 1}", 0.75, {CRITERION: "1.1"}, "cộng lại được 2,75 điểm, khác số ghi 2,5"),
    "order": (f"A{ITEM + 1}", "1.1.4", {ITEM + 2: "1.1.3"}, "mã đứng sai thứ tự, sau 1.1.4"),
    "split": (f"C{ITEM + 1}", 0.75, {AREA: ""}, "phần chấm điểm: các mục con cộng lại được 70,25"),
    "rule": (f"C{ITEM}", 0.75, {ITEM: "1.1.1"}, "mức cao nhất được 0,5 điểm, phải bằng"),
}


@pytest.mark.parametrize("case", BAD_SUMS)
def test_what_does_not_add_up_is_listed_with_its_row(
    annex: bytes, header: AnnexHeader, case: str
) -> None:
    cell, value, place, message = BAD_SUMS[case]
    found = import_annex(changed(annex, put(cell, value)), "a.xlsx", header)
    assert isinstance(found, tuple)
    told = [one for one in found if message in one.message]
    assert {one.row: one.code for one in told} == place
    assert all("đề nghị" in one.message for one in found)


def test_a_bonus_without_a_body_is_listed(annex: bytes, header: AnnexHeader) -> None:
    bodies = {code: body for code, body in header.bodies.items() if code != "C.2"}
    found = import_annex(annex, "a.xlsx", header.model_copy(update={"bodies": bodies}))
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["C.2"]
    assert "chưa có cơ quan phụ trách" in found[0].message


def test_all_bad_cells_are_listed_at_once(annex: bytes, header: AnnexHeader) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet[f"E{ITEM}"] = "?"
        sheet[f"C{ITEM + 1}"] = "?"

    found = import_annex(changed(annex, spoil), "a.xlsx", header)
    assert isinstance(found, tuple)
    assert [one.row for one in found] == [ITEM, ITEM + 1]


def test_a_finding_in_words_names_row_and_code() -> None:
    finding = ImportFinding(row=7, code="1.1.1", message="chưa có tên; đề nghị ghi tên tiêu chí")
    assert finding.in_words() == "Dòng 7 (mã 1.1.1): chưa có tên; đề nghị ghi tên tiêu chí."
    assert ImportFinding(row=7, code="", message="x").in_words() == "Dòng 7: x."


def test_a_table_with_headings_only_has_no_area(annex: bytes, header: AnnexHeader) -> None:
    emptied = changed(annex, lambda sheet: sheet.delete_rows(AREA, 500))
    found = import_annex(emptied, "a.xlsx", header)
    assert isinstance(found, tuple)
    assert "không có lĩnh vực nào" in found[0].message


def test_a_table_without_the_rule_column_is_refused(annex: bytes, header: AnnexHeader) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.xlsx: không tìm thấy bảng .*Cách tính điểm"):
        import_annex(changed(annex, put(f"E{HEADINGS}", "Ghi chú")), "a.xlsx", header)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook", "chữ".encode()])
def test_what_is_no_workbook_is_refused(content: bytes, header: AnnexHeader) -> None:
    with pytest.raises(UnreadableFile, match=r"“a\.xlsx” .*Đề nghị lưu lại dạng \.xlsx"):
        import_annex(content, "a.xlsx", header)


def test_caps_come_from_the_header_when_the_table_has_none(
    annex: bytes, header: AnnexHeader
) -> None:
    def without_caps(sheet: Worksheet) -> None:
        rows = [
            row for row in range(AREA, sheet.max_row + 1) if sheet.cell(row, 1).value in ("C", "T")
        ]
        for row in reversed(rows):
            sheet.delete_rows(row)

    own = header.model_copy(update={"bonus_cap": header.deduction_cap})
    read = import_annex(changed(annex, without_caps), "a.xlsx", own)
    assert isinstance(read, CriteriaSet)
    assert read.bonus_cap == header.deduction_cap
    check_criteria_set(read)


def test_a_value_in_the_last_cell_of_a_sheet_is_refused_before_memory_is_taken(
    header: AnnexHeader,
) -> None:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "x"
    content = io.BytesIO()
    book.save(content)

    with pytest.raises(UnreadableFile, match=r"ở ô quá xa .*bảng phụ lục"):
        import_annex(content.getvalue(), "a.xlsx", header)
