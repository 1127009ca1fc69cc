"""The sheet "Tài liệu kiểm chứng": one row a document, one row ready for each sub-criterion.

An official walks down the list and types the document that the row's criterion asks for; further
documents go into the free rows at the end, or into rows put in between. All that is typed is kept
as text: Excel would make a day of "1.1.1" and of "05/2021", turn "12/01/2021" into 1 December on a
machine with American settings, and take "- Kế hoạch" for a formula.
"""

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from models.domain.collection.workbook import EVIDENCE_SHEET
from models.domain.criteria.criteria_set import CriteriaSet, SubCriterion
from models.domain.evidence.declared import EvidenceColumn
from tasks.workbook.write import validation
from tasks.workbook.write.facts import fact_token
from tasks.workbook.write.hidden_sheets import LabelRanges
from tasks.workbook.write.styles import GREY, INK, TYPED_TEXT, Styles, height_for
from tasks.workbook.write.table_head import mark_line, write_head

_COLUMNS = tuple(EvidenceColumn)
_WIDTHS = dict(zip(_COLUMNS, (10, 34, 20, 13, 22, 34, 14, 26), strict=True))
FREE_ROWS = 40
"""Rows at the end without a criterion, for second and further documents."""
_HOW_TO = (
    "Mỗi dòng ghi một văn bản, tài liệu. Mỗi tiêu chí có sẵn một dòng; có nhiều tài liệu thì ghi "
    "tiếp ở các dòng trống cuối bảng (chọn mã tiêu chí ở cột đầu) hoặc chèn thêm dòng. Một tài "
    "liệu dùng cho nhiều tiêu chí thì ghi các mã ở cột đầu, cách nhau bằng dấu phẩy. Tiêu chí "
    "không có tài liệu thì để trống dòng, nêu lý do ở cột “Giải trình” của trang “Chấm điểm”."
)
_EXAMPLE = (
    "Ví dụ: 12/KH-UBND | 15/01/{year} | UBND xã | Kế hoạch cải cách hành chính năm {year} | Mục "
    "II, trang 3 | 12-KH-UBND.pdf."
)
_WHOLE = sum(_WIDTHS.values()) * 0.95
_PLACE = {column: place for place, column in enumerate(_COLUMNS)}
_LAST = len(_COLUMNS) - 1
_NAMES = {
    EvidenceColumn.CODE: "tl_ma",
    EvidenceColumn.NUMBER: "tl_so",
    EvidenceColumn.ISSUED: "tl_ngay",
    EvidenceColumn.ISSUER: "tl_co_quan",
    EvidenceColumn.TITLE: "tl_trich_yeu",
    EvidenceColumn.PAGES: "tl_trang",
    EvidenceColumn.FILE: "tl_tep",
}
"""What the columns are called in formulas; rows put in between are part of them."""
_TYPED = tuple(column for column in _NAMES if column is not EvidenceColumn.CODE)


def count_of(cell: str) -> str:
    """An Excel expression: how many documents are listed for the code that ``cell`` holds."""
    typed = "&".join(_NAMES[column] for column in _TYPED)
    codes = f'SUBSTITUTE(SUBSTITUTE({_NAMES[EvidenceColumn.CODE]}," ",""),";",",")'
    named = f'ISNUMBER(SEARCH(","&{cell}&",",","&{codes}&","))'
    return f"SUMPRODUCT({named}*(LEN({typed})>0))"


class EvidenceSheet:
    """Writes the sheet; made before it is written, as its place among the sheets is fixed then."""

    def __init__(self, workbook: Workbook, styles: Styles) -> None:
        self._sheet = workbook.add_worksheet(EVIDENCE_SHEET)
        self._workbook = workbook
        self._styles = styles
        self._header = 0

    def write(
        self, criteria_set: CriteriaSet, items: Sequence[SubCriterion], labels: LabelRanges
    ) -> None:
        """Write the heading, a row for each of ``items`` (what the unit scores), and free rows."""
        self._head(criteria_set)
        codes = labels.range_of(tuple(item.code for item in items))
        names = labels.range_of(tuple(item.name for item in items))
        row = self._header
        for row, item in enumerate((*items, *[None] * FREE_ROWS), start=self._header + 1):
            self._row(row, item, _name_of(row, codes, names))
        self._rules(row, codes, criteria_set.year)
        for column, name in _NAMES.items():
            area = xl_range_abs(self._header, _PLACE[column], row, _PLACE[column])
            self._workbook.define_name(name, f"='{EVIDENCE_SHEET}'!{area}")
        allowed = {"format_rows": True, "format_columns": True, "insert_rows": True}
        self._sheet.protect("", allowed)

    def _head(self, criteria_set: CriteriaSet) -> None:
        styles, centred = self._styles, {"align": "center"}
        title = styles.text(bold=True, font_size=14, font_color=INK, **centred)
        unit = styles.text(bold=True, font_size=13, **centred)
        how_to = f"{_HOW_TO}\n{_EXAMPLE.format(year=criteria_set.year)}"
        lines = [
            ("DANH MỤC TÀI LIỆU KIỂM CHỨNG", title, 24.0),
            (f"Đơn vị: {fact_token('unit_name')}", unit, 22.0),
            (how_to, styles.text(font_color=GREY), height_for([(how_to, _WHOLE)])),
            *mark_line(criteria_set, styles),
        ]
        self._header = write_head(self._sheet, styles, lines, _WIDTHS, 36)

    def _row(self, row: int, item: SubCriterion | None, name_of: str) -> None:
        sheet, styles = self._sheet, self._styles
        code = styles.answer(align="center", **TYPED_TEXT)
        name = item.name if item else ""
        sheet.set_row(row, height_for([(name, _WIDTHS[EvidenceColumn.NAME] - 1)]))
        if item:
            sheet.write_string(row, 0, item.code, code)
        else:
            sheet.write_blank(row, 0, None, code)
        sheet.write_formula(row, 1, name_of, styles.cell(font_size=11, indent=1), name)
        for column in _TYPED:
            fmt = {"align": "center"} if column is EvidenceColumn.ISSUED else {"indent": 1}
            sheet.write_blank(row, _PLACE[column], None, styles.answer(**fmt, **TYPED_TEXT))
        if item and item.evidence:
            place = _PLACE[EvidenceColumn.NUMBER]
            sheet.data_validation(row, place, row, place, validation.document_for(item))

    def _rules(self, last: int, codes: str, year: int) -> None:
        sheet, first = self._sheet, self._header + 1
        sheet.data_validation(first, 0, last, 0, validation.listed_code(codes))
        day = _PLACE[EvidenceColumn.ISSUED]
        options = validation.day_in(xl_rowcol_to_cell(first, day), year)
        sheet.data_validation(first, day, last, day, options)
        typed = "&".join(f"${chr(ord('A') + _PLACE[c])}{first + 1}" for c in _TYPED)
        nameless = f"=AND(LEN($A{first + 1})=0,LEN({typed})>0)"
        alarm = {"type": "formula", "criteria": nameless, "format": self._styles.alarm()}
        sheet.conditional_format(first, 0, last, 0, alarm)
        whole = xl_range_abs(first, 0, last, _LAST).replace("$", "")
        sheet.ignore_errors({"number_stored_as_text": whole, "two_digit_text_year": whole})


def _name_of(row: int, codes: str, names: str) -> str:
    """The formula for the name of the first criterion that the code cell of ``row`` names."""
    code = f'LEFT($A{row + 1},FIND(",",$A{row + 1}&",")-1)'
    return f'=IFERROR(INDEX({names[1:]},MATCH({code},{codes[1:]},0)),"")'
