"""The sheet "Tổng hợp": self and appraised points of each commune, summed from the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xlsxwriter import Workbook

from models.domain.collection.appraisal_sheet import AppraisalLine
from models.domain.criteria.criteria_set import Source
from tasks.workbook.write.paper import set_page
from tasks.workbook.write.styles import INK, Styles

OVERVIEW_SHEET = "Tổng hợp"
_HEADERS = ("Mã đơn vị", "Đơn vị", "Điểm tự chấm", "Điểm thẩm định", "Chênh lệch")
_WIDTHS = (14, 40, 16, 16, 16)


def add_overview(
    workbook: Workbook, styles: Styles, lines: Sequence[AppraisalLine], last_row: int
) -> None:
    """Add one row a commune over the rows of scored items.

    ``last_row`` is the last such row of the list, from 0: bonus and deduction lines come after.
    """
    units = {line.unit.code: line.unit for line in lines}
    points = _self_points(lines)
    end = last_row + 1
    sheet = workbook.add_worksheet(OVERVIEW_SHEET)
    set_page(sheet, 1)
    title = styles.text(bold=True, font_size=14, font_color=INK, align="center")
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, len(_HEADERS) - 1, "TỔNG HỢP ĐIỂM THEO ĐƠN VỊ", title)
    for column, (header, width) in enumerate(zip(_HEADERS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, header, styles.header())
    sheet.set_row(1, 24)
    sheet.freeze_panes(2, 0)
    for row, unit in enumerate(units.values(), start=2):
        sheet.write_string(row, 0, unit.code, styles.cell(align="center"))
        sheet.write_string(row, 1, unit.name, styles.cell())
        for column, source in ((2, "E"), (3, "F")):
            total = f"SUMIF('Thẩm định'!$A$1:$A${end},\"*-{unit.code}\",'Thẩm định'!"
            formula = f"={total}${source}$1:${source}${end})"
            sheet.write_formula(row, column, formula, styles.points(), float(points[unit.code]))
        sheet.write_formula(row, 4, f"=D{row + 1}-C{row + 1}", styles.points())
    sheet.protect("", {"format_columns": True})


def _self_points(lines: Iterable[AppraisalLine]) -> dict[str, Decimal]:
    """The sums as the sheet goes out, for programs that do not calculate."""
    points: dict[str, Decimal] = {}
    for line in lines:
        scored = line.points if line.item.source is Source.SELF and line.points else Decimal(0)
        points[line.unit.code] = points.get(line.unit.code, Decimal(0)) + scored
    return points
