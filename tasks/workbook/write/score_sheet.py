"""The sheet "Chấm điểm": the table that a unit fills in."""

from collections.abc import Iterator
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from models.domain.collection.workbook import SCORE_SHEET, ScoreColumn
from models.domain.criteria.criteria_set import Area, CriteriaSet, Criterion
from models.domain.evidence.declared import NO_DOCUMENT
from tasks.workbook.write.facts import WHOLE_SHEET, fact_token, last_year_token
from tasks.workbook.write.hidden_sheets import LabelRanges
from tasks.workbook.write.item_row import ItemWriter
from tasks.workbook.write.styles import AREA_FILL, CRITERION_FILL, INK, RED, Styles, height_for
from tasks.workbook.write.table_head import SCORE_WIDTHS, ColumnLayout, mark_line, write_head

GRAND_TOTAL = "TỔNG CỘNG (điểm tối đa gồm cả phần khảo sát, phần này không tự chấm)"


class ScoreSheet:
    """Writes the table from the top down; ``row`` is the next free row (from 0)."""

    def __init__(self, workbook: Workbook, styles: Styles, columns: ColumnLayout) -> None:
        self._sheet: Worksheet = workbook.add_worksheet(SCORE_SHEET)
        self._styles = styles
        self._columns = columns
        self._row = 0

    def write(
        self, criteria_set: CriteriaSet, labels: LabelRanges, excused: frozenset[str]
    ) -> None:
        """Write headings, every area with its totals, the grand total, and protect the rest."""
        self._head(criteria_set)
        first = self._row
        items = ItemWriter(self._sheet, self._styles, self._columns, labels, excused)
        totals = [self._area(area, items) for area in criteria_set.areas]
        self._total(criteria_set, totals)
        self._alarm(first)
        self._sheet.protect(
            "", {"format_rows": True, "format_columns": True, "select_locked_cells": True}
        )

    def _head(self, criteria_set: CriteriaSet) -> None:
        styles = self._styles
        centred = {"align": "center"}
        title = styles.text(bold=True, font_size=14, font_color=INK, **centred)
        lines = [
            ("BẢNG TỰ ĐÁNH GIÁ, CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", title, 24),
            (f"{criteria_set.annex}, {criteria_set.decision}", styles.text(**centred), 20),
            (
                f"Đơn vị: {fact_token('unit_name')}",
                styles.text(bold=True, font_size=13, **centred),
                22,
            ),
            *mark_line(criteria_set, styles),
        ]
        widths = {name: SCORE_WIDTHS[name] for name in self._columns.names}
        self._row = write_head(self._sheet, styles, lines, widths, 50) + 1
        self._sheet.set_zoom(90)

    def _alarm(self, first: int) -> None:
        """Colour cells in which a document or an explanation is due, and only those.

        Excel would mark formulas that differ from their neighbours, and numbers that are texts.
        """
        evidence = self._columns.place(ScoreColumn.EVIDENCE)
        test = f'={self._columns.cell(first, ScoreColumn.EVIDENCE)}="{NO_DOCUMENT}"'
        alarm = {"type": "formula", "criteria": test, "format": self._styles.alarm()}
        place = self._columns.place(ScoreColumn.EXPLANATION)
        self._sheet.conditional_format(first, evidence, self._row - 1, place, alarm)
        whole = xl_range(first, 0, self._row - 1, self._columns.last)
        self._sheet.ignore_errors({"formula_differs": whole, "number_stored_as_text": whole})

    def _area(self, area: Area, items: ItemWriter) -> int:
        at = self._take()
        parts = [self._criterion(criterion, items) for criterion in area.criteria]
        fmt = {"bold": True, "bg_color": AREA_FILL}
        self._heading(at, area.code, area.name.upper(), fmt)
        self._sums(at, parts, fmt, area.max_points)
        return at

    def _criterion(self, criterion: Criterion, items: ItemWriter) -> int:
        at = self._take()
        rows = [self._take() for _ in criterion.items]
        for row, item in zip(rows, criterion.items, strict=True):
            items.write(row, item)
        fmt = {"bold": True, "bg_color": CRITERION_FILL}
        self._heading(at, criterion.code, criterion.name, fmt)
        self._sums(at, rows, fmt, criterion.max_points)
        return at

    def _total(self, criteria_set: CriteriaSet, areas: list[int]) -> None:
        at = self._take()
        fmt = {"bold": True, "bg_color": AREA_FILL, "font_size": 13}
        self._heading(at, "", GRAND_TOTAL, fmt)
        self._sums(at, areas, fmt, criteria_set.scale)
        if criteria_set.mark:
            note = self._styles.text(italic=True, font_color=RED)
            last = self._columns.last
            self._sheet.merge_range(at + 1, 0, at + 1, last, criteria_set.mark_line + ".", note)

    def _take(self) -> int:
        self._row += 1
        return self._row - 1

    def _heading(self, row: int, code: str, name: str, fmt: dict[str, object]) -> None:
        for column in range(self._columns.last + 1):
            self._sheet.write_blank(row, column, None, self._styles.cell(**fmt))
        self._sheet.set_row(row, height_for([(name, _room_for(name))]))
        self._sheet.write_string(row, 0, code, self._styles.cell(align="center", **fmt))
        self._sheet.write_string(row, 1, name, self._styles.cell(**fmt))
        if ScoreColumn.LAST_YEAR in self._columns.names:
            words = last_year_token(code or WHOLE_SHEET)
            place = self._columns.place(ScoreColumn.LAST_YEAR)
            self._sheet.write_string(row, place, words, self._styles.cell(align="center", **fmt))

    def _sums(self, row: int, rows: list[int], fmt: dict[str, object], maximum: Decimal) -> None:
        """Write both sums with their value, for phones and previews that do not calculate."""
        style = self._styles.points(**fmt)
        for name, value in ((ScoreColumn.MAXIMUM, float(maximum)), (ScoreColumn.SELF_SCORE, 0)):
            column = self._columns.place(name)
            cells = ",".join(_ranges(rows, column))
            self._sheet.write_formula(row, column, f"=SUM({cells})", style, value)


def _room_for(heading: str) -> float:
    """Width that a bold heading has for its letters: capitals are wide."""
    return SCORE_WIDTHS[ScoreColumn.NAME] * (0.8 if heading.isupper() else 1.05)


def _ranges(rows: list[int], column: int) -> Iterator[str]:
    """Runs of neighbouring rows as ranges, so that a sum never takes over 255 arguments."""
    start = 0
    for end, row in enumerate(rows):
        if end + 1 == len(rows) or rows[end + 1] != row + 1:
            first, last = (xl_rowcol_to_cell(r, column) for r in (rows[start], row))
            yield first if first == last else f"{first}:{last}"
            start = end + 1
